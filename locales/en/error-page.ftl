error-page-400 = The request was not understood
error-page-400-do = Go back and try again.
error-page-401 = You need to sign in
error-page-401-do = Your session may have ended. Sign in and try again.
error-page-403 = You may not open this page
error-page-403-do = If you think you should, ask the PYS officer of your unit or your administrator.
error-page-404 = Page not found
error-page-404-do = Check the address, or start from the home page.
error-page-409 = This can no longer be done
error-page-409-do = Things may have changed while you were on the page. Open it again to see how they are now.
error-page-413 = The file is too large
error-page-413-do = Make the file smaller or split it, then upload it again; if it is a scan, lower its resolution.
error-page-422 = Something is wrong with what was sent
error-page-422-do = Go back and check it.
error-page-429 = Too many attempts
error-page-429-do = For security, you need to wait a little.
error-page-500 = Something went wrong
error-page-500-do = The problem has been recorded. Try again a little later; if it goes on, give the help desk the code below.
error-page-503 = The service is not available right now
error-page-503-do = Try again a little later.
error-page-incident = Incident code
error-page-wait = { $minutes ->
    [one] You can try again in about a minute.
   *[other] You can try again in about { $minutes } minutes.
}
