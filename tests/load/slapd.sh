#!/bin/sh
# Makes an OpenLDAP directory with the people of `kunye bench directory --people 100000` in the folder $1, and serves it on $2.
set -eu
folder=$1
mkdir -p "$folder/db"
cat > "$folder/slapd.conf" <<EOF
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
threads 4
loglevel none
database mdb
suffix "dc=example,dc=org"
rootdn "cn=admin,dc=example,dc=org"
rootpw secret
directory $folder/db
maxsize 4294967296
index objectClass eq
index uid eq
index mail eq
index cn eq,sub
EOF
python3 - > "$folder/people.ldif" <<'EOF'
import base64, hashlib, os
salted = []
for number in range(256):
    salt = os.urandom(8)
    digest = hashlib.sha1(f"Passw0rd-{number}".encode() + salt).digest()
    salted.append("{SSHA}" + base64.b64encode(digest + salt).decode())
print("dn: dc=example,dc=org\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example\n")
print("dn: ou=people,dc=example,dc=org\nobjectClass: organizationalUnit\nou: people\n")
for n in range(100_000):
    uid = f"u{n:06d}"
    print(f"dn: uid={uid},ou=people,dc=example,dc=org\nobjectClass: inetOrgPerson\nuid: {uid}\ncn: Ad Soyad {n}\nsn: Soyad {n}")
    print(f"givenName: Ad\ndisplayName: Ad Soyad {n}\nmail: {uid}@example.org\ntelephoneNumber: +905{n:09d}")
    print(f"ou: Birim {n % 900}\nuserPassword: {salted[n % 256]}\n")
EOF
/usr/sbin/slapadd -q -f "$folder/slapd.conf" -l "$folder/people.ldif"
exec taskset -c 0 /usr/sbin/slapd -f "$folder/slapd.conf" -h "ldap://$2" -d 0
