# The command line's help, and what was wrong with a command line.

help-usage = Usage:
help-commands = Commands
help-arguments = Arguments
help-options = Options
help-everywhere = Everywhere
help-choices = one of
help-default = default
help-variable = variable

help-wrong-unknown = There is no { $argument } here.
help-wrong-command = There is no command “{ $command }”.
help-wrong-no-command = A command is missing. There are: { $choices }
help-wrong-missing = Missing: { $argument }
help-wrong-no-value = { $argument } needs a value.
help-wrong-choice = { $argument } cannot be “{ $value }”. Choices: { $choices }
help-wrong-value = { $argument } cannot be “{ $value }”: { $detail }
help-wrong-twice = { $argument } cannot be given like this.
help-wrong-other = The command line cannot be read. { $argument }
help-wrong-meant = Did you mean { $meant }?
help-wrong-read = --help tells more.
help-wrong-language = tr or en
help-wrong-day = a day is written 22.11.2026 or 2026-11-22
help-wrong-time = a time is written 2026-11-22T09:05:00Z, '2026-11-22 12:05' or 2026-11-22
help-wrong-national-id = not a national id: eleven digits with matching check digits

help-value-command = COMMAND
help-value-file = FILE
help-value-folder = FOLDER
help-value-url = URL
help-value-uri = URI
help-value-text = TEXT
help-value-date = DATE
help-value-time = TIME
help-value-detsis = DETSIS
help-value-address-port = ADDRESS:PORT
help-value-network = NETWORK
help-value-kind = KIND
help-value-key = KEY
help-value-value = VALUE
help-value-application = APPLICATION
help-value-role = ROLE
help-value-name = NAME
help-value-certificates = CERTIFICATES
help-value-what = WHAT
help-value-rounds = ROUNDS
help-value-people = PEOPLE
help-value-hours = HOURS
help-value-slug = SLUG
help-value-scopes = SCOPES
help-value-auth = AUTH
help-value-algorithm = ALGORITHM

help-any-help = Tell about this command
help-any-version = Tell the version
help-any-reason = Why; kept in the record
help-any-json = Print JSON instead of text
help-any-application = Short name of the application
help-any-role = Short name of the role
help-any-unit = DETSİS number of the unit
help-any-name = Its name, as people read it
help-any-person = The person's national id (TCKN)
help-any-at = As of when: 2026-11-22T09:05:00Z, "2026-11-22 12:05" in Istanbul, or a day as of its beginning [default: now]
help-any-trust = Trust anchors, PEM or DER
help-any-crl = Revocation lists, PEM or DER

help-kunye = Opens and renews the accounts of an institution's staff through delegated officers (PYS yetkilisi)
help-kunye-after =
    First look, with sample people and a simulated phone:
        kunye demo

    A real installation, step by step (docs/operator.md says more):
        kunye config check
        kunye migrate
        kunye template units units.xlsx      # fill in, likewise people.xlsx
        kunye import units units.xlsx        # shows what would change
        kunye import units units.xlsx --apply
        kunye officer add --kind administrator --unit 24301719 --person 10000000146 --send-password
        kunye serve

    Exit status: 0 done; 1 failed, or a document did not pass; 2 wrong arguments or configuration; 3 a file had rows that cannot be taken.
help-kunye-config = Configuration file [default: ./kunye.toml, then /etc/kunye/kunye.toml]
help-kunye-database = Database address, instead of [database] url [default: SQLite in the data folder]
help-kunye-data = Data folder, instead of [data] folder
help-kunye-language = Language of what this program says [default: that of the terminal]

help-serve = Run the service: pages, workers and the message gateway
help-serve-more = Needs a configuration with at least [server] public_url and an SMS gateway; `kunye config check` tells what is missing. Ends on SIGTERM or Ctrl-C: requests at hand are finished, workers end their jobs, the gateway's line is closed.
help-serve-listen = Address to listen on, instead of [server] listen
help-serve-migrate = Bring the database up to date first; without it, an old database is refused
help-demo = Show the product working, with a sample institution and simulated phones
help-demo-more = Prepares a ministry that does not exist, with directorates in 81 provinces and about two thousand people, in a folder of its own (SQLite inside). Prints the address, whom to sign in as, and where the phones' messages are. Starting again goes on with the same data. Nothing leaves this machine.
help-demo-listen = Address to listen on; port 0 takes a free one
help-demo-fresh = Throw the folder's demonstration away and begin anew
help-demo-prepare-only = Prepare the data and end, without serving pages
help-import = Take units (birim) or people (personel) over from an XLSX or CSV file
help-import-more =
    Without --apply nothing is changed: a table shows what is new and changed, and every row that is refused. With --apply exactly that is done, in one transaction. Rows that cannot be taken are listed with their number and the reason, the others are taken; the exit status is then 3, with and without --apply. Who is absent from a file is left as it is.

    Example: kunye import people personel.xlsx --apply
help-import-kind = What the file lists
help-import-file = XLSX or CSV; `kunye template` writes one to fill in
help-import-apply = Do it, instead of only showing it
help-template = Write an empty XLSX file with the columns that `import` reads
help-template-kind = What the file will list
help-template-file = Where to write it; a file that is there is not written over
help-migrate = Bring the database's tables up to this program's version
help-migrate-more = Make a backup first. A second run changes nothing. Several nodes may share one database: stop them, migrate once, start them.
help-migrate-check = Only tell what is pending; exit status 1 when something is

help-policy = Read and set the institution's rules: password age, reminders, retention
help-policy-list = Every setting with the value in force, its default, its range and where the rule comes from
help-policy-list-history = Show every value a setting ever had
help-policy-set = Set a value, from now or from a day on
help-policy-set-more = Example: kunye policy set password.max-age 45 --from 2027-01-01 --reason 'Circular 2026/14'
help-policy-set-key = Name of the setting, as `policy list` shows it
help-policy-set-value = The new value, a whole number in the unit of `policy list`
help-policy-set-from = First day on which it holds (22.11.2026 or 2026-11-22) [default: now]

help-officer = Appoint officers (PYS yetkilisi) and other duties, and end them; `duty` is the same command
help-officer-list = Duties in force, of the whole register or at and below one unit
help-officer-add = Appoint a person to a duty in a unit
help-officer-add-more = The duty covers the unit and what hangs below it. With --send-password the running service sends the person a first password by text message, to the mobile number in the register: this is how a new installation gets its first administrator.
help-officer-add-kind = Which duty
help-officer-add-from = First day [default: today]
help-officer-add-until = Last day; a deputy needs one
help-officer-add-send-password = Send a first password as well
help-officer-end = End a duty
help-officer-end-id = The duty's id, as `officer list` shows it
help-officer-end-on = Last day [default: yesterday, so that it ends at once]
help-officer-reset-second-factor = Remove a person's second factor: the next sign-in sets up a new one (lost phone)

help-institution = List institutions, and name the one whose service this is
help-institution-list = List institutions, and show whose service this is
help-institution-host = Name the institution whose service this is
help-institution-host-more =
    The pages bear its name, and whoever administers the whole of it administers what reaches everybody. It is the first that was
    registered, until another is named. A running service shows the new name when it is started again.

    Example: kunye institution host 24301719 --reason 'Installation'
help-institution-host-detsis = DETSİS number of the institution's topmost unit

help-programme = Found a training programme
help-programme-found = Found a training programme, with the six tiers of the letter and a small catalogue to begin with
help-programme-found-more =
    Planners (duty `planner`) of the provider then run it from the pages: sites, counts of users, decisions, sessions.

    Example: kunye programme found --provider 24301719 --name '2027 Programme' --from 2027-01-01 --until 2027-12-31
help-programme-found-provider = DETSİS number of the topmost unit of the institution that trains
help-programme-found-from = First day (22.11.2026 or 2026-11-22)
help-programme-found-until = Last day
help-programme-found-people = Room for so many trainees
help-programme-found-hours = Hours that trainers can give

help-application = Register the applications that accept the account: their roles, and their machines' own accounts
help-application-list = Every application with its roles, and how many accounts hold them
help-application-list-more = With a short name: the roles and the service accounts of one application.
help-application-add = Add an application
help-application-add-more =
    The short name stands in directory groups and tokens and never changes. With --open-to-all every active account may use the application, without a role: e-mail, say.

    Example: kunye application add pys --name 'Personel Yönetim Sistemi' --purpose 'Personel işlemleri'
help-application-add-application = Short name: small ASCII letters, digits and hyphens
help-any-purpose = What it is for, in a sentence that people choose by
help-any-open-to-all = Every active account may use it, without a role
help-application-rename = Change what people are told of an application
help-application-end = End an application for good: its roles, authorisations and service accounts end with it
help-application-role = What one may do in an application
help-application-role-add = Add a role
help-application-role-add-more = Example: kunye application role add pys veri-girisi --name 'Veri girişi'
help-application-role-add-role = Short name; never changes
help-application-role-rename = Change what people call a role
help-application-role-end = End a role for good: whoever holds it no longer does, at once
help-application-service = Accounts of machines that ask the directory: a mail server, a portal
help-application-service-add = Add a service account and print its secret, once
help-application-service-add-more =
    The secret alone goes to standard output, so that it can go straight into the machine's configuration; it is kept nowhere else and cannot be shown again. With --unit the machine sees people at and below that unit only.

    Example: kunye application service add e-posta eposta-dizin > /etc/dovecot/ldap.secret
help-application-service-add-name = The user name of the machine
help-application-service-renew = Make a new secret and print it, once; the old one is worth nothing from then on
help-application-service-renew-name = The user name of the machine
help-application-service-end = End a service account for good
help-application-service-end-name = The user name of the machine

help-oidc = OpenID Connect: clients of applications, signing keys
help-oidc-client = Clients: the programs that sign people in to an application
help-oidc-client-list = Every client with its application
help-oidc-client-add = Add a client; its secret is printed once, on standard output
help-oidc-client-add-more = Example: kunye oidc client add --application pys --name 'PYS web' --redirect https://pys.example.gov.tr/geri
help-oidc-client-add-auth = How it proves itself
help-oidc-client-add-redirect = Where people return after signing in, letter by letter; may be repeated
help-oidc-client-add-sign-out = Where people may return after signing out; may be repeated
help-oidc-client-add-logout-uri = Where it wants to be told of ended sessions (back-channel logout)
help-oidc-client-add-scope = What it may ask for, beside openid: profile email roles units offline_access
help-oidc-client-add-outside = Not the institution's own: people are asked for consent, and are known to it by a number of its own
help-oidc-client-add-second-factor = Nobody enters with a password alone
help-oidc-client-add-algorithm = What its ID tokens are signed with
help-oidc-client-add-jwks = File with its public keys (a JWK set), for private_key_jwt
help-oidc-client-secret = Replace a client's secret; the old one stops at once
help-oidc-client-secret-id = The client's id, as `client list` shows it
help-oidc-client-end = End a client, and every session that was opened with it
help-oidc-client-end-id = The client's id, as `client list` shows it
help-oidc-rotate = Make the next signing key of each algorithm
help-oidc-rotate-more = The new keys are published at once and sign in two days, when clients have fetched them. Rotation happens by itself every 90 days (oidc.key-age); this is for rotating earlier.
help-oidc-rotate-distrust = The present keys may be in wrong hands: stop trusting them now. Clients that keep their key sets reject new sign-ins until they fetch them again, at the latest after an hour.

help-verify = Check what was signed
help-verify-document = Validate the electronic signatures of a PDF (PAdES, ETSI EN 319 102-1)
help-verify-document-more =
    Revocation lists and OCSP responses come with the file or are given here; nothing is fetched without --fetch. docs/verifying.md explains the report. Exit status 0 when every signature is TOTAL_PASSED, 1 when one is not, 2 when something given is wrong.

    Example: kunye verify document form.pdf --trust roots.pem --crl ca.crl --json
help-verify-document-file = The signed PDF; it may also stand last, after the files of an option
help-verify-document-ocsp = OCSP responses, PEM or DER
help-verify-document-fetch = Ask responders and fetch lists, at the addresses in certificates that lead to a trust anchor, when what is needed is not at hand
help-verify-document-fetch-from = Networks that are not public and may be called for it all the same, such as 10.1.0.0/16
help-seal = Seal a PDF with the institution's key, as issued documents are sealed
help-seal-more =
    To try the settings of [seal] before the service does: key or device, time-stamp authority, evidence. Says which level was reached.

    Example: kunye seal paper.pdf --output sealed.pdf
help-seal-file = The PDF
help-seal-output = Where the sealed one goes; a file that is there is not written over
help-count = Count what an institution's programme depends on
help-count-signers = Count the people who have a valid qualified signature certificate, and say why each other certificate does not count
help-count-signers-more =
    Certificates come as DER, PEM, PKCS#7 or LDIF files, or as folders of them. Who has several certificates counts once. A certificate whose authority has no current revocation list does not count.

    With --apply the count is kept: each person in the unit where the register says they work on that day, those who are not in it for the institution that their certificate names. Planners then decide on it as on an imported count; nobody's national id is in its evidence.

    Example: kunye count signers certificates/ users.ldif --trust roots.pem --authority ca.pem --crl ca.crl --at 2026-12-31
help-count-signers-certificates = Files and folders of certificates
help-count-signers-authority = Certificates of the authorities between anchors and people
help-count-signers-apply = Keep the count, as of the end of the day of --at
help-count-signers-programme = For which programme, where several run [default: the one that runs]

help-config = Look at the configuration
help-config-check = Check every value and tell where it came from: file and line, environment, flag or default
help-bench = Measure this machine: password hashes, renewals, imports, reservations; or serve a directory to be measured
help-bench-more =
    Each figure stands beside a bare loop that does nothing else, measured in the same run, and their ratio. Medians over rounds. Works on SQLite in a temporary folder; the installation is not touched. Reservations are measured on PostgreSQL when --database names an empty database there. Build with --release, or the figures mean nothing.

    `kunye bench directory` makes --people accounts and serves LDAP on --listen until it is stopped, for any load generator: base dc=example,dc=org, people uid=u000000,ou=people,… with the passwords Passw0rd-0 to Passw0rd-255 (number modulo 256), mail u000000@example.org. It prints the name and the password of an application account that may search, then "ready".

    `kunye bench documents` measures, on one core, certificates drawn and sealed (beside drawn alone), validation and sealing (beside pyHanko, when --pyhanko names a Python that has it) and the count of a million signers (beside reading their certificates). It needs the test files of the source tree.

    `kunye bench year` plays a year of the training programme from a file: 400 institutions with 145,000 users, their applications, trainings, absences and certificates, each drawn, and sealed where the test files of the source tree are at hand. Then it checks every rule anew, and fails if one was broken. docs/training/year.md describes the file.
help-bench-what = What to measure
help-bench-rounds = Rounds, of which the median is taken
help-bench-json = Print JSON instead of a table
help-bench-people = Of `bench directory`: how many people
help-bench-listen = Of `bench directory`: address to listen on
help-bench-files = Of `bench documents`: the test files
help-bench-events = Of `bench year`: the file of events [default: a year made from a seed]
help-bench-write = Of `bench year`: write the year made from the seed to a file, and end
help-bench-pyhanko = Of `bench documents`: a Python that has pyHanko, to be measured in the same run
