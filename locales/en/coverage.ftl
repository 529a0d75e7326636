# What the director sees.

nav-coverage = Overview

coverage-title = The programme at a glance
coverage-none = No programme was founded yet
coverage-none-text = Once there is one, users reached, capacity left and hours appear here.
coverage-lead = { $name } · { $from } – { $until }
coverage-as-of = Date
coverage-as-of-text = As of { $date }.
coverage-export = Excel file (.xlsx)
coverage-reached = Users reached
coverage-reached-text = Of { $users } active users in { $institutions } institutions, { $trained } were in at least an hour of a training.
coverage-trained = Trained
coverage-share = Share
coverage-percent = { $percent }%
coverage-percent-below = below { $percent }%
coverage-by-tier = By tier
coverage-hour = hours
coverage-hours-note = Rights are in hours.
coverage-by-province = By province
coverage-tier-none = Without a tier
coverage-province-unknown = Province unknown
coverage-plate = Plate
coverage-capacity = Capacity
coverage-capacity-people = Participants
coverage-capacity-trainer = Trainer hours
coverage-used = Used
coverage-planned = Planned
coverage-left = Left
coverage-room = In all
coverage-people-room = Capacity (people)
coverage-people-planned = Seats taken (people)
coverage-people-left = Capacity left (people)
coverage-trainer-room = Capacity (trainer hours)
coverage-trainer-used = Held (hours)
coverage-trainer-planned = Announced or planned (hours)
coverage-trainer-left = Capacity left (trainer hours)
coverage-sessions-held = Trainings held
coverage-sessions-held-on-site = – of these at institutions
coverage-sessions-open = Trainings announced or planned
coverage-sessions-open-on-site = – of these at institutions
coverage-sessions = { $held } trainings were held ({ $heldOnSite } at institutions); { $open } are announced or planned ({ $openOnSite } at institutions).
coverage-hours-apart = Trainer hours and institutions’ hours are separate sums: a shared session takes its hours from the right of each institution in it, and requests not planned yet hold hours too.
coverage-cost = Cost
coverage-unknown = unknown
coverage-cost-text = The cost is the sum of what planners entered for trainings; what institutions bear is not in it.
coverage-cost-unknown = Unknown: no expenses of any training were entered yet.
coverage-cost-some = Of { $held } trainings held, expenses of { $unknown } are missing; these are unknown.
coverage-cost-missing = Trainings with expenses missing
coverage-lira = TL { $amount }
coverage-map-tile = { $name }: { $share ->
    [none] no users counted
   *[other] { $share }
}
coverage-legend = Colours
coverage-legend-0 = No users counted
coverage-legend-1 = Nobody trained
coverage-legend-2 = Below 1%
coverage-legend-3 = 1%–3%
coverage-legend-4 = 3%–10%
coverage-legend-5 = 10% and above
coverage-provinces-with = Provinces with users
coverage-provinces-reached = Provinces with people trained
coverage-provinces-others = { $count ->
    [one] One province where nobody was trained yet
   *[other] { $count } provinces where nobody was trained yet
}
coverage-sheet-whole = Overall
coverage-what = Figure
coverage-number = Value

expenses-title = Expenses
expenses-text-on-site = Trainer, materials and the trainer’s travel and lodging are our cost; the room and the participants’ travel are the institution’s. What the institution bears is not kept here.
expenses-text-shared = Trainer, materials and the trainer’s travel and lodging, if any, are our cost; the participants’ travel and lodging are their institutions’. What institutions bear is not kept here.
expenses-trainer = Trainer
expenses-materials = Materials
expenses-travel = Trainer’s travel
expenses-lodging = Trainer’s lodging
expenses-said-at = Entered on { $date }. If you change it, the new amount holds; the old one stays on record.
expenses-unsaid = Not entered: unknown. Write 0 where there is none.
expenses-send = Save the expenses
expenses-said = The expenses were saved.
expenses-kept = An amount that was given cannot be removed; write 0 where there was no cost.
expenses-none = Enter at least one amount.
expenses-amount = Write the amount like 1.234,50 (comma before kuruş), at most 100,000,000 TL.
