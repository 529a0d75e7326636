# Applications, roles and authorisations.

applications-slug = A short name has 2–32 characters, begins with a letter, and holds only small ASCII letters, digits and single hyphens: data-entry.
applications-slug-taken = This short name is in use or was once. Choose another.
applications-name = Write the name in 2–80 characters.
applications-purpose = Say what it is for in a sentence of 5–300 characters.
applications-reason = Give a reason of 10–500 characters.
applications-ended = This was ended and can no longer be changed.
applications-role-ended = The role “{ $role }” was ended and can no longer be given.
