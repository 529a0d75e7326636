follow-ask-title = What is your request reference?
follow-ask-hint = It is at the top of your form. For example, KT7M-2RXM
follow-ask-submit = Show my request
follow-ask-lost = I cannot find my reference
follow-ask-lost-text = It is below the title of the form and in the bottom left corner of the page. If you do not have the form, you can make a new request or ask the PYS officer of your unit.

follow-show-title = Request { $reference }
follow-show-other = Follow another request
follow-show-now = Where it is now
follow-show-story = What has happened
follow-show-until = This step has to be completed by { $date }.
follow-show-again = Make a new request
follow-show-desk = Open it on your desk

follow-state-awaiting-approval = Your request awaits the approval of your supervisor. Sign the form, have it approved, and hand it to the PYS officer of your unit.
follow-state-approved = Your request has been approved. Hand the signed form to the PYS officer of your unit, who will compare the data and settle the request.
follow-state-declined = Your supervisor did not approve the request. You can ask your supervisor why, and make a new request if needed.
follow-state-refused = The PYS officer returned the request for the reason below. Once you have put right what is missing, you can make a new request.
follow-state-in-delivery = Your request has been settled and the text message is on its way to your mobile number recorded in PYS.
follow-state-fulfilled = The text message has been sent to your mobile number recorded in PYS. You can sign in with what it says.
follow-state-failed = The text message could not be delivered to your phone. Ask the PYS officer of your unit to check your recorded number and send it again.
follow-state-lapsed = The request lapsed before it was completed. You can make a new request.

follow-confirm-title = Before you download the form
follow-confirm-text = Form { $reference } was not made in this browser. As it holds personal data, we need to make sure that it is yours.
follow-confirm-label = Your Turkish identity number
follow-state-authorised = Your roles were changed as your request was approved. The new roles hold from now on.
