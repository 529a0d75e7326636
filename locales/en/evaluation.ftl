# Evaluation of trainings.

nav-evaluations = Evaluations

evaluation-ask = Evaluate the training
evaluation-title = Evaluation of the training
evaluation-anonymous = It takes a minute, and nobody can know who answered what: your answer is kept apart from your name, answers are opened in groups of at least { $least } only, and only their sums are shown.
evaluation-question-contents = What was taught will be of use to me.
evaluation-question-trainer = The trainer explained the subject clearly.
evaluation-question-pace = The length and pace of the training were right.
evaluation-question-place = The place and its equipment were adequate.
evaluation-question-overall = I would recommend this training to a colleague.
evaluation-short-contents = Contents
evaluation-short-trainer = Teaching
evaluation-short-pace = Pace
evaluation-short-place = Place
evaluation-short-overall = Overall
evaluation-score-1 = Strongly disagree
evaluation-score-2 = Disagree
evaluation-score-3 = Undecided
evaluation-score-4 = Agree
evaluation-score-5 = Strongly agree
evaluation-comment = Anything to add
evaluation-comment-hint = At most { $most } characters. Please write nothing that tells who you or others are.
evaluation-send = Send the evaluation
evaluation-until = You can send it once, until the end of { $date }.
evaluation-given-title = You have evaluated this training
evaluation-given-text = Thank you. Your answer is not kept together with your name, so it can be neither shown nor changed.
evaluation-closed-title = The evaluation is not open at the moment
evaluation-closed-text = A training can be evaluated from its end until the end of { $date }.
evaluation-thanks = Thank you; your evaluation was received.

evaluation-results = Evaluations of trainings
evaluation-own = What was said of my trainings
evaluation-least = Answers are opened in groups of at least { $least }; smaller groups are never shown.
evaluation-none = There is no evaluation to show yet
evaluation-none-text = Results appear here when the time to evaluate a training is over and at least { $least } answers have come in.
evaluation-means = Means
evaluation-scale = 1: strongly disagree, 5: strongly agree.
evaluation-answers = { $count ->
    [one] { $count } answer.
   *[other] { $count } answers.
}
evaluation-spread = How answers are spread
evaluation-question = Question
evaluation-people = Answers
evaluation-by-course = By course
evaluation-by-trainer = By trainer
evaluation-by-site = By site
evaluation-no-trainer = No trainer written down
evaluation-comments = What was written
evaluation-comments-order = In alphabetical order; with which scores and when they were written is not kept.
evaluation-comments-none = Nobody added anything.
evaluation-waiting = { $count ->
    [one] { $count } answer waits
   *[other] { $count } answers wait
} to be opened: there is still time to evaluate, or there are fewer than { $least }.
evaluation-score-missing = Choose an answer from 1 to 5.
evaluation-comment-long = Write at most { $most } characters.
evaluation-given = You have evaluated this training before.
evaluation-closed = This training cannot be evaluated at the moment; the last day is { $date }.
