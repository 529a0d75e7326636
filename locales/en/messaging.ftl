messaging-setting-length = Must have { $least } to { $most } ASCII characters.
messaging-setting-window = Must be at least 1.
messaging-setting-password = The password must have at most 64 octets, none of them NUL.
messaging-setting-statuses = Status codes are written in hexadecimal, as in "0x0403" = "throttled"
messaging-setting-https = Must be an address that begins with https://; http:// is for this machine itself only.
messaging-setting-header = Name and value of headers must be such as HTTP allows, and the value must not hold {"{"}text{"}"}.
messaging-setting-place = In braces there can only be: { $known }. A brace of its own is doubled.
messaging-setting-pointer = pointer and equals go together.
messaging-setting-together = User and password go together.
messaging-setting-clear = The password would travel in clear; choose starttls or tls.
messaging-setting-host = Must be a host name.
messaging-setting-from = Must be a mail address, as in Künye <kunye@example.gov.tr>
messaging-bad-receipt = The delivery receipt could not be read.
