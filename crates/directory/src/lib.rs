//! The LDAP v3 server. Nothing of it is reachable yet.
