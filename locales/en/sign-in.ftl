sign-in-title = Sign in
sign-in-user-name = User name
sign-in-user-name-hint = The part of your corporate e-mail address before the @ sign
sign-in-password = Password
sign-in-submit = Sign in
sign-in-forgotten = Forgotten or expired password?
sign-in-forgotten-link = Make a renewal request

sign-in-second-title = Verification code
sign-in-second-code = 6-digit code
sign-in-second-code-hint = Type the code shown for Künye in your authenticator app.
sign-in-second-recovery = Recovery code
sign-in-second-recovery-hint = Type one of the recovery codes you kept. Each code can be used once.
sign-in-second-submit = Verify
sign-in-second-use-recovery = I do not have my phone, I will use a recovery code
sign-in-second-use-code = I will use the authenticator app

sign-in-enrol-title = Set up two-step verification
sign-in-enrol-why = As your duty affects other people’s accounts, you also type a code from your phone when you sign in with your password.
sign-in-enrol-qr = QR code to scan with the authenticator app
sign-in-enrol-app = Install an authenticator app on your phone. Any app that makes time-based codes (TOTP) will do.
sign-in-enrol-scan = Choose “add account” in the app and scan the QR code.
sign-in-enrol-type = Type the 6-digit code of the app below.
sign-in-enrol-manual = I cannot scan the QR code
sign-in-enrol-manual-text = Choose “enter the key by hand” in the app and type this key:
sign-in-enrol-code-hint = The code changes every 30 seconds.
sign-in-enrol-submit = Finish

sign-in-recovery-title = Your recovery codes
sign-in-recovery-text = When you cannot reach your phone, you can use one of these instead of the verification code. Each works once.
sign-in-recovery-once = These codes are not shown again. Print them or write them down in a safe place, away from your password.
sign-in-recovery-kept = I have kept the codes, continue

sign-in-change-first = The password that came by text message opens this page alone. Choose a password of your own to go on.
sign-in-change-title = Change your password
sign-in-change-sent = The password from the text message
sign-in-change-current = Current password
sign-in-change-rules = The new password
sign-in-change-new = New password
sign-in-change-again = New password again
sign-in-change-submit = Change the password

sign-in-out-title = You are signed out
sign-in-out-chosen = You have signed out safely.
sign-in-out-idle = You were signed out because nothing happened for a while.
sign-in-out-ended = Your session was ended from another device or by the system.
sign-in-out-again = Sign in again
