import { labelledTexts } from "./labelled-text";

/** Lines of logs, and what command lines print. */
export const LOG_LINES = labelledTexts(`
2024-11-21T14:03:22.118Z INFO [checkout] user ⟦email|jane.roe@example.com⟧ placed order 100482
2024-11-21 14:03:22,118 WARN c.s.MailSender - bounce for ⟦email|old.box@example.net⟧ (550 5.1.1)
Nov 21 14:03:22 web-1 postfix/smtp[2211]: to=<⟦email|nobody.here@example.org⟧>, relay=mx.example.org[192.0.2.7]:25, delay=1.2, status=sent
ts=1732180000 level=error msg="login failed" email=⟦email|sam@example.io⟧ attempts=3
level=info caller=sms.go:88 to=⟦phone|+4915112345678⟧ id=SM9f8e7d6c5b4a status=queued
[2024-11-21 14:03:22] sms.INFO: sent {"to":"⟦phone|+33 6 12 34 56 78⟧","parts":1}
INFO dialing ⟦phone|+1-202-555-0156⟧ via trunk 7
Called ⟦phone|555-019-2837⟧ at 14:03, no answer
caller ⟦phone|(020) 7946 0123⟧ hung up after 38 s
phone=⟦phone|02012345678⟧ order=02012345679
tel: ⟦phone|0351 4567890⟧ fax: ⟦phone|0351 4567891⟧
msisdn=⟦phone|447700900456⟧ imsi=234150999999999
"mobile": "⟦phone|0176 12345678⟧", "plan": "L"
DEBUG charge card=⟦card|4300698706428083⟧ amount=49.99 currency=EUR
DEBUG PAN ⟦card|5335205542407218⟧ tokenised as tok_1PqR
WARN raw PAN in request: ⟦card|4525 9658 9092 1903⟧ exp 12/27
payment with ⟦card|3450-864182-24732⟧ declined: do_not_honor
gateway> auth ⟦card|345086418224732⟧ 100.00 USD -> 05
amex ⟦card|3760 277435 22822⟧ approved 004512
batch 17: cards ⟦card|4107887870316324⟧, ⟦card|6011041925587923⟧ and ⟦card|3540243759759357⟧ settled
transfer from ⟦iban|DE31618191206460001409⟧ to ⟦iban|NL76RABO7740266462⟧ accepted
SEPA debit ⟦iban|DE31 6181 9120 6460 0014 09⟧ EUR 49.00 returned AC04
iban=⟦iban|BE52 6162 9619 5170⟧ bic=BBRUBEBB
credit to ⟦iban|AT49 6996 6586 5751 2989⟧: 12.00
Authorization: Bearer ⟦jwt|eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.nqBVbG-MXDGCPQnKtCve06_dqIf3OlSaAVIgTRy0plI⟧
GET /api/me?access_token=⟦jwt|eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiJ1LTg4IiwiZXhwIjoxNzMyMTgwMDAwfQ.NK2wZYwlTmKtFy0EzU-TwNzozgG3NQTqQl2a-demWzk⟧ 401 3ms
set-cookie: session=⟦jwt|eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJQUzUxMiIsImtpZCI6ImEvYiJ9.eyJzY29wZSI6InIgdyJ9.dQADPExnvefOXiWk_Vbqly8p0HhTiUbTE1kgu2jm39Y⟧; Path=/; HttpOnly
token "⟦jwt|eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUifQ.pwnPhsebVtgc77KReyoO9FHREiGqa1QJCb7gA55IJvk⟧" expired 3m ago
export AWS_ACCESS_KEY_ID=⟦aws-key|AKIAXMCTOEPEI25JFHCW⟧
export AWS_SECRET_ACCESS_KEY=⟦aws-key|rYHyvi+61fdOgWwjO6hhbdu+SyPpt2caNe9OQ1uK⟧
export AWS_SESSION_TOKEN="⟦aws-key|IQoJb3JpZ2luX2Vjgcu4NGEGhSJVAKyvROGigfbStjS1QatbvuAu2TY7H8wwL+ejNv2GzzFUCju0Nebd/Agw/PwbvYyCrEvpO4/+0zKPwueRumokDsoOAv0biO77Q3=⟧"
aws_secret_access_key = ⟦aws-key|Scn+E9cZaTS3bkCfx4scIdx4GpIZV4dmvKGi9SSV⟧
[default] aws_access_key_id = ⟦aws-key|AKIABNXVJ5ZZIMTUAYNI⟧ aws_secret_access_key = ⟦aws-key|torcIIKKXkEAEJ4M3AWCIOu+kJqhx+Vet2zJpwzx⟧
created key ⟦aws-key|AKIANHX6YGRM3UZBGCDO⟧ for user deploy-bot
InvalidClientTokenId: key ⟦aws-key|ASIAUZZMQPTBGBEYPZVQ⟧ is not known, RequestId 7b1c3d3e-1f57-4a7e-9a6a-cf0b5f3a1c11
secret: ⟦aws-key|xZ7po7i2GbFi9t4rThVyklqQ0YqdpjD+Q+dD6OCa⟧ (rotate!)
x-amz-security-token: ⟦aws-key|IQoJb3JpZ2luX2VjnnVTT/6+YRAc6ag9pSZKthcOLxBxCYRgp8xYIN4yjB7U3ts9mwuLTxQYen8gvFVIksTqnsCWhAV3vAUlrOX1E86jaIsuxuLC/toup68l1236pw=⟧
user=<⟦email|jane@example.com⟧>, method=PLAIN, rip=203.0.113.4, lip=10.0.0.5, TLS
INSERT INTO users (email, phone) VALUES ('⟦email|kim@example.kr⟧', '⟦phone|+82 10-1234-5678⟧')
SELECT * FROM customers WHERE email = '⟦email|o.neil@example.com⟧' LIMIT 1 -- 12.4 ms
UPDATE accounts SET iban='⟦iban|FR71 9385 5155 0201 3359 5599 X95⟧' WHERE id=8841
duration: 12.418 ms statement: DELETE FROM leads WHERE mail='⟦email|gone@example.com⟧'
10.1.2.3 - ⟦email|jane@example.com⟧ [21/Nov/2024:14:03:22 +0000] "GET /orders/8842 HTTP/1.1" 200 512
198.51.100.7 - - [21/Nov/2024:14:03:22 +0100] "GET /unsubscribe?e=⟦email|jo.doe%40example.com⟧ HTTP/2.0" 302 0 "-" "Mozilla/5.0"
"GET /reset?email=⟦email|jo@example.com⟧&t=1732180000 HTTP/1.1" 200
mailto:⟦email|press@example.com⟧?subject=Hi clicked
sip:⟦email|alice@voip.example.com⟧ registered, expires 3600
From: "Jane Roe" <⟦email|jane@example.com⟧> To: ⟦email|bob@example.com⟧; Cc: ⟦email|eve@example.com⟧
Reply-To=⟦email|no-reply@notifications.example.com⟧ id=0102018f
user:⟦email|jane@example.com⟧|role:admin|tenant:acme
(⟦email|jane@example.com⟧) not in allow list
⟦email|jane@example.com⟧: permission denied
done for ⟦email|jane@example.com⟧.
done for ⟦email|jane@example.com⟧, 3 left
e-mail "⟦email|weird!name@example.com⟧" kept as is
owner ⟦email|maria@example.museum⟧ (tenant t-1182)
Assigned to ⟦email|j@example.co⟧ on 2024-11-21
email:⟦email|ünïcode@exämple.de⟧ lang:de
Telefon ⟦phone|+49-30-901820⟧, Zimmer 12.044
Rückruf unter ⟦phone|030 901 82 00⟧ erbeten
Rückruf unter ⟦phone|(030) 9018200⟧ erbeten bis 21.11.2024
Kontakt: ⟦phone|0221/4711-0⟧
Tél. ⟦phone|01.23.45.67.89⟧ bureau 204
portable: ⟦phone|+33.6.12.34.56.78⟧
móvil ⟦phone|+34612345678⟧ verificado
tel ⟦phone|+31 20 123 4567⟧ x204
contact ⟦phone|+31 (0)20 123 4567⟧ or ⟦phone|+32 2 123 45 67⟧
whatsapp ⟦phone|+55 11 98765-4321⟧ ok
SMS to ⟦phone|+16505550111⟧ failed: 30003
SMS to ⟦phone|+65 9123 4567⟧ delivered in 2.1s
text ⟦phone|650-555-0122⟧ for help
Fax: ⟦phone|+44 20 7946 0999⟧
call from ⟦phone|+971 50 123 4567⟧ dropped (code 487)
phone ⟦phone|5550142⟧ is too short to verify
user phone: ⟦phone|8005550100⟧ id: 8005550101
tel="⟦phone|0612345678⟧" zip="75011"
{"level":30,"time":1732180000123,"pid":7,"hostname":"ip-10-0-1-12","msg":"mail to ⟦email|ann@example.com⟧ queued"}
{"level":"warn","ts":1732180000.118,"msg":"bad number","phone":"⟦phone|+49 30 901821⟧"}
REPORT RequestId: 8476a536-e9f4-11e8-9739-2dfe598c3fcd Duration: 12.34 ms Billed Duration: 13 ms for ⟦email|fn@example.com⟧
START RequestId: 8476a536-e9f4-11e8-9739-2dfe598c3fcd Version: $LATEST user ⟦email|a1@example.com⟧
processed 3 of 7: ⟦email|u1@example.com⟧ ⟦email|u2@example.com⟧ ⟦email|u3@example.com⟧
kafka offset=1732180000123 partition=3 key=⟦email|key@example.com⟧
redis SET session:⟦email|jane@example.com⟧ EX 3600
cache key user::⟦email|jane@example.com⟧::v2 missed
s3://exports/2024/11/21/⟦email|jane@example.com⟧/report.csv
/home/exports/⟦email|jane@example.com⟧.json written
git commit by Jane <⟦email|jane@example.com⟧> 9f3c2b7
curl -u ⟦email|jane@example.com⟧ https://api.example.com/v1
Customer called from ⟦phone|07700 900123⟧ about order 07700-9001-23
voicemail from ⟦phone|212 555 0101⟧ 14:03
card no. ⟦card|4222 2222 2222 2⟧ rejected
visa ⟦card|4222222222222⟧ (old format)
card ending 4242 replaced by ⟦card|4242424242424242⟧
cc:⟦card|5555555555554444⟧|12|2027|***
stored ⟦card|6283361832645949053⟧ upi
IBAN ⟦iban|CH4320890337812163592⟧ QR-Ref 210000000003139471430009017
payee ⟦iban|GB15BARC83948998507060⟧, sort 20-00-00, ref INV-2024-0119
<Cdtr><IBAN>⟦iban|ES1903681565143162118588⟧</IBAN></Cdtr>
:59:/⟦iban|IT39K9191435004196606411606⟧
header.jwt=⟦jwt|eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.⟧ accepted?!
ws connect wss://rt.example.com/?jwt=⟦jwt|eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjIwMjQtMTEifQ.eyJhdWQiOiJhcGkiLCJlbWFpbF92ZXJpZmllZCI6dHJ1ZX0.5FG9K7R7VD1bNV5ot99PWwe3fJMxb86zYzokB0EKSyU⟧&v=1
terraform: access_key = "⟦aws-key|AKIAHBYILGPMVLNAAOGR⟧"
secretAccessKey: '⟦aws-key|ZgnI2C33Zt6eXAFb1o576m9N8I0zk2vNY0pY8oIL⟧',
`);
