<?php
// Roundcube on the mailboxes of examples/mail.

$config = [];

include '/etc/roundcube/debian-db-roundcube.php';

$config['product_name'] = 'Kurumsal E-posta';
$config['language'] = 'tr_TR';
$config['timezone'] = 'Europe/Istanbul';

// TLS is not optional, and the certificate counts.
$config['imap_host'] = 'tls://mail.example.gov.tr:143';
$config['smtp_host'] = 'tls://mail.example.gov.tr:587';
$tls = ['ssl' => ['verify_peer' => true, 'verify_peer_name' => true, 'cafile' => '/etc/ssl/certs/ca-certificates.crt']];
$config['imap_conn_options'] = $tls;
$config['smtp_conn_options'] = $tls;

// The same account for reading and sending.
$config['smtp_user'] = '%u';
$config['smtp_pass'] = '%p';
$config['mail_domain'] = 'example.gov.tr';
$config['username_domain'] = '';
$config['login_lc'] = 2;

// 24 characters of your own: openssl rand -hex 12
$config['des_key'] = 'CHANGE-ME-TO-24-CHARACTERS';

$config['plugins'] = [];
$config['skin'] = 'elastic';
