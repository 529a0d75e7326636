# The command line.

cli-error = Error:
cli-invalid = Something that was given is wrong or missing:
cli-migrations-pending = { $count ->
    [one] The database lacks one migration of this program’s version.
   *[other] The database lacks { $count } migrations of this program’s version.
} Make a backup and run “kunye migrate”, or start with --migrate.
cli-folder = The folder cannot be made: { $path }
cli-listen = The address cannot be listened on: { $address }
cli-write = The file cannot be written: { $path }
cli-no-person = Nobody in the register has this national ID: { $person }
cli-no-unit = No unit in the register has this DETSİS number: { $detsis }
cli-no-account = { $name } has no account.
account-not-new = The person has already used a password. A new one comes from a request.
error-paper-too-long = The texts do not fit the form. Shorten the longest answers.

cli-config-setting = Setting
cli-config-value = Value
cli-config-origin = From
cli-config-default = default
cli-config-file = Configuration file: { $path }
cli-config-no-file = No configuration file was found.
cli-config-insecure = Note: server.public_url begins with http:// while server.secure_cookies is on; nobody can sign in that way.
cli-config-mailboxes = Mailboxes: { $mailbox }, for the accounts of the institution whose service this is.
cli-config-no-mailboxes = No mail domain (mail.domain): applications are told the addresses of the register.
cli-config-old-mail-domain = Note: ldap.mail_domain is called mail.domain now. The old name is still read.
cli-config-no-gateway = Note: sms.gateway is none; passwords cannot be sent.
cli-config-good = The configuration is in order.

config-missing = Not set. Put it into the configuration file or into the environment variable { $variable }.
config-ldap-base = Must be made of the institution's domain, as in dc=example,dc=org
config-certificate = No certificate or key in PEM format can be read from { $path }.
config-public-url = Must begin with https:// (or http://) and name a host, as in https://hesap.example.gov.tr
config-unreadable = The file cannot be read: { $path }
config-wrong = The value cannot be used ({ $problem }).
config-unknown = There is no such setting. Known here: { $known }
config-choice = Must be one of: { $known }
config-secret-in-file = A password does not belong into this file. Name a file of its own (password_file, url_file) or use an environment variable.
config-log-level = Must be error, warn, info, debug or trace; a module may be named: info,kunye_messaging=debug
config-faults = { $count ->
    [one] One thing is wrong in the configuration:
   *[other] { $count } things are wrong in the configuration:
}
config-syntax = This line cannot be read as TOML ({ $problem }). The rest of the file is checked once it can.
config-needs-choice = Must be the name of one of the choices, in quotes; docs/kunye.toml has them.
config-needs-number = Must be a whole number, 0 or more.
config-needs-number-below = Must be a whole number from 0 to { $most }.
config-needs-seconds = Must be a number of seconds, not below 0.
config-needs-boolean = Must be true or false.
config-needs-text = Must be a text in quotes.
config-needs-socket = Must be an IP address and a port, as in 127.0.0.1:8080 or [::1]:8080
config-needs-address = Must be an IP address, as in 10.0.0.1 or ::1
config-needs-list = Must be a list in square brackets, as in ["10.0.0.1", "10.0.0.2"]
config-needs-section = Must be a section with settings below it, not a single value.
config-database = Must be sqlite:FILE or postgres://USER@HOST/NAME.
config-mail-domain = Must be the name of a domain, as in example.gov.tr
config-mail-domain-twice = Says something else than mail.domain, its new name. Leave one of the two out.
config-receipt-token = Must have at least 20 characters.
config-web-address = Must be an address that begins with http:// or https://.

cli-migrate-done = { $count ->
    [0] The database was up to date.
    [one] One migration was carried out.
   *[other] { $count } migrations were carried out.
}
cli-migrate-pending = { $count ->
    [0] The database is up to date.
    [one] One migration is pending.
   *[other] { $count } migrations are pending.
}

cli-policy-key = Setting
cli-policy-value = Value
cli-policy-in-force = In force
cli-policy-default = Default
cli-policy-range = Range
cli-policy-source = Source
cli-policy-from = Holds from
cli-policy-by = Set by
cli-policy-reason = Reason
cli-policy-set = { $key } is set to { $value }.

cli-import-reading = Reading the file
cli-import-comparing = Comparing with the register
cli-import-writing = Writing
cli-import-row = Row
cli-import-what = What
cli-import-key = Number
cli-import-name = Name
cli-import-unit = Unit
cli-import-changes = Changes
cli-import-column = Column
cli-import-reason = Why the row is not taken
cli-import-more = … and { $count } more rows. The first of each kind are shown.
cli-import-ignored = Columns that are not read: { $columns }
cli-import-counts = { $new } new, { $changed } changed, { $transferred } transferred, { $ended } ended, { $unchanged } the same, { $rejected } not taken.
cli-import-only-shown = Nothing was changed. To do it, run the same command with --apply.
cli-import-nothing = There is nothing to change.
cli-import-applied = Done: { $new } new, { $changed } changed, { $transferred } transferred, { $ended } ended.
cli-template-written = Written: { $path }

cli-duty-detsis = DETSİS
cli-duty-unit = Unit
cli-duty-duty = Duty
cli-duty-person = Person
cli-duty-national-id = National ID
cli-duty-from = From
cli-duty-until = Until
cli-duty-id = Id
cli-duty-given = { $name } was given a duty: { $duty }, { $unit }.
cli-duty-ended = The duty ends on { $date }.
cli-password-ordered = A first password for the user name { $user } will be sent to { $phone } by the running service.
cli-second-factor-reset = The second factor of { $name } was removed; the next sign-in sets up a new one.

cli-demo-duties = Duties
cli-demo-accounts = Accounts
cli-demo-requests = Requests
cli-demo-not-ours = The folder holds something else than a demonstration: { $path }. Choose another one with --data.
cli-demo-title = Künye · Demonstration
cli-demo-address = Pages
cli-demo-whom = As whom to sign in, with codes
cli-demo-phone = Text messages on the phones
cli-demo-data = Data
cli-demo-ldap = Directory (LDAP)
cli-demo-again = Delete the data and begin anew
cli-demo-stop = Stop
cli-demo-sign-ins = User name and password:
cli-demo-machines = For the directory (LDAP):
cli-demo-machine-service = service account of the mail server
cli-demo-machine-unit = unit account
cli-demo-prepared = The demonstration is prepared: { $path }

cli-bench-what = What
cli-bench-ours = Künye
cli-bench-bare = Bare loop
cli-bench-ratio = Ratio
cli-bench-unit = Unit
cli-bench-debug = Note: this is a build for development; the figures say nothing about production.
cli-bench-hash = Password hashes
cli-bench-renewals = Renewals, submit to accepted text message
cli-bench-import = Import of people
cli-bench-papers = Certificates drawn and sealed (beside: drawn alone)
cli-bench-validation = Signatures validated (beside: pyHanko)
cli-bench-sealing = Papers sealed (beside: pyHanko)
cli-bench-signers = Signers counted (beside: certificates read)
cli-bench-no-files = The files of the test corpus are not there: { $path }. Run this in the source tree, or name their folder with --files.
cli-bench-pyhanko = { $path } cannot run pyHanko.
cli-bench-reservations = Reservations, from 64 clients at once
cli-programme-founded = “{ $name }” was founded for { $unit }, with its tiers and a catalogue.
cli-institution-service = Service
cli-institution-is-host = host
cli-institution-name = Institution
cli-institution-host = This is now the service of { $name }. Start the running service again.
cli-no-institution = There is no institution { $detsis }. Give the DETSİS number of its topmost unit.
cli-bench-directory = Accounts for the measurement
cli-bench-year-database = Database
cli-bench-year-institutions = Institutions
cli-bench-year-users = Active users
cli-bench-year-events = Events
cli-bench-year-applications = Applications
cli-bench-year-placed = Groups that found seats or a place in the queue
cli-bench-year-refused = Acts refused by the rules
cli-bench-year-shared = Shared sessions held
cli-bench-year-on-site = Trainings held at an institution’s own place
cli-bench-year-taken-over = Trainings taken over when a trainer was ill
cli-bench-year-called-off = Trainings called off
cli-bench-year-participants = People on the lists of trainings held
cli-bench-year-absent = Of them, never there
cli-bench-year-partly = Of them, there in part
cli-bench-year-marks = Attendance marks
cli-bench-year-corrected = Marks corrected
cli-bench-year-certificates = Certificates issued
cli-bench-year-sealed = Certificates drawn and sealed
cli-bench-year-drawn = Certificates drawn (not sealed)
cli-bench-year-messages = Messages sent
cli-bench-year-entries = Ledger entries
cli-bench-year-register = Laying the register
cli-bench-year-time = The whole year
cli-bench-year-drawing = Drawing certificates, within it
cli-bench-year-check = The check
cli-bench-year-unwritten = The file of the year cannot be written: { $path }
cli-bench-year-problems = Rules broken
cli-bench-year-broken = The year broke rules in { $count ->
    [one] one place
   *[other] { $count } places
}.

cli-application-slug = Short name
cli-application-name = Name
cli-application-open-to-all = Open to all
cli-application-roles = Roles
cli-application-holders = Holders
cli-application-ended = Ended
cli-application-what = Kind
cli-application-role = role
cli-application-service = service account
cli-application-everybody = the whole institution
cli-application-added = Application { $name } was added: { $slug }
cli-application-changed = { $slug } was changed.
cli-application-gone = { $slug } was ended.
cli-role-added = Role { $slug } was added.
cli-service-secret = The secret of the service account { $name } is below; it is not shown again.

cli-oidc-id = client_id
cli-oidc-application = Application
cli-oidc-name = Name
cli-oidc-auth = Proof
cli-oidc-ended = Ended
cli-oidc-added = The client { $name } was added to { $application }.
cli-oidc-secret = The secret is shown once:
cli-oidc-client-ended = The client was ended.
cli-oidc-key = { $algorithm } key { $kid } was made; it signs from { $from } on.
cli-oidc-no-application = No application in use has this slug: { $slug }
config-password-twice = The password is given both in the environment and in the file { $path }; remove one.
config-time-stamps = Must be an address that begins with http:// or https://.
config-bucket = The bucket { $name } cannot be used ([data.bucket]).
config-network = Must be a network, as in 10.1.0.0/16, or an IP address.
config-seal-twice = The seal's key is named both as a file (seal.key_file) and in a device (seal.device); remove one.
config-device-module = { $module }: the PKCS#11 library cannot be used.
config-device-no-token = { $module }: there is no token with the label “{ $token }”. Tokens found: { $found }.
config-device-tokens = { $module }: more than one token has the label “{ $token }”.
config-device-pin = The token “{ $token }” refused the PIN. It was tried once; after a few wrong ones the token locks itself.
config-device-pin-locked = The PIN of the token “{ $token }” is locked.
config-device-pin-expired = The PIN of the token “{ $token }” has expired and must be changed with the maker's own program.
config-device-no-key = The token “{ $token }” holds no private key with the label “{ $key }”.
config-device-keys = The token “{ $token }” holds more than one private key with the label “{ $key }”.
config-device-asks-each-time = The key “{ $key }” of the token “{ $token }” asks for the PIN at each signature; a service cannot seal with it.
config-device-no-certificate = There is no certificate for the key “{ $key }”, neither in the token “{ $token }” nor in the files of seal.device.certificates.
config-device-not-its-certificate = None of the certificates at hand is that of the key “{ $key }” in the token “{ $token }”.
config-device-failed = The token “{ $token }” did not do what was asked of it.

cli-seal-no-key = No key is configured to seal with: neither seal.key_file nor seal.device.
cli-seal-unwritten = The sealed file cannot be written: { $path }
cli-seal-done = { $path }: sealed, level { $level }.

cli-count-what = Count
cli-count-number = Number
cli-count-by-register = Counted in the unit where they work
cli-count-by-certificate = Counted for the institution that the certificate names
cli-count-unplaced = Not counted, because their institution is not known
cli-count-which-programme = { $count } programmes run today; say which one with --programme.
cli-count-people = People with a valid signature certificate
cli-count-certificates = Certificates read
cli-count-good = Certificates that count
cli-count-malformed = Not counted: cannot be read
cli-count-repeated = Not counted: the same certificate was there before
cli-count-seal = Not counted: certificate of a seal
cli-count-not-qualified = Not counted: not a qualified signature certificate
cli-count-not-yet-valid = Not counted: not yet valid
cli-count-expired = Not counted: expired
cli-count-unknown-issuer = Not counted: issuer not trusted
cli-count-signature-wrong = Not counted: the issuer’s signature is wrong
cli-count-revoked = Not counted: revoked
cli-count-on-hold = Not counted: on hold
cli-count-no-current-list = Not counted: no current revocation list
cli-count-unreadable = File without certificates: { $path }
