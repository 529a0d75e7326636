messaging-bad-setting = The setting { $setting } of the message gateway cannot be used. The log says why.
messaging-bad-receipt = The delivery receipt could not be read.
