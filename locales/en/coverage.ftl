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
coverage-percent = { $percent } %
coverage-percent-below = below { $percent } %
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
coverage-trainer-planned = Announced (hours)
coverage-trainer-left = Capacity left (trainer hours)
coverage-sessions-held = Trainings held
coverage-sessions-open = Trainings to come
coverage-sessions = { $held } trainings were held, { $open } are to come.
coverage-cost = Cost
coverage-unknown = unknown
coverage-cost-text = Cost unknown: what trainings cost is not kept in this system.
coverage-map-tile = { $name }: { $share ->
    [none] no users counted
   *[other] { $share }
}
coverage-legend = Colours
coverage-legend-0 = No users counted
coverage-legend-1 = Nobody trained
coverage-legend-2 = Below 1 %
coverage-legend-3 = 1 % – 3 %
coverage-legend-4 = 3 % – 10 %
coverage-legend-5 = 10 % and above
coverage-provinces-with = Provinces with users
coverage-provinces-reached = Provinces with people trained
coverage-provinces-others = { $count ->
    [one] One province where nobody was trained yet
   *[other] { $count } provinces where nobody was trained yet
}
coverage-sheet-whole = Overall
coverage-what = Figure
coverage-number = Value
