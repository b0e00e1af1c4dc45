import { labelledTexts } from "./labelled-text";

/**
 * Nothing here is sensitive, though it looks it. By decision no addresses: `git@host:path`, which is the same for everybody;
 * accounts on machines (`ubuntu@ip-10-0-0-1…`); users in URLs of databases. Article, order and device numbers stay.
 */
export const LOOKALIKES = labelledTexts(`
{"orderId":"100482-2211","createdAt":1732180000,"updatedAt":1732180000123}
{"id":"01JD9XK4Z8Q6M3V5T7B2N0C1RA","seq":49590338271490256608559692538361571095921575989136588898}
{"traceId":"1-5759e988-bd862e3fe1be46a994272793","spanId":"53995c3f42cd8ad8"}
{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}
{"ean":"4006381333931","gtin":"04006381333931","isbn":"978-3-16-148410-0"}
{"upc":"036000291452","sku":"0-36000-29145-2"}
{"lat":52.520008,"lon":13.404954,"alt":34.0}
{"position":"+52.520008, +13.404954"}
{"geo":"+52.5200+013.4049/","bbox":[13.0883,52.3382,13.7611,52.6755]}
{"arn":"arn:aws:sqs:eu-west-1:123456789012:orders-dlq","account":"123456789012"}
{"arn":"arn:aws:lambda:us-east-1:111122223333:function:charge:42"}
{"uuid":"3f2504e0-4f89-11d3-9a0c-0305e82c3301","v4":"12345678-1234-4234-8234-123456789012"}
{"price":"1234567.89","prices":[19.99,1299.00,10000000],"currency":"JPY"}
{"ip":"192.168.100.200","v6":"2001:0db8:85a3:0000:0000:8a2e:0370:7334","port":50051}
{"package":"lodash@4.17.21","lock":"@aws-sdk/client-sqs@3.600.0","node":"20.11.1"}
{"image":"registry.example.com/shop/api@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
{"repo":"git@github.com:acme/shop.git","ref":"refs/heads/main"}
{"repo":"ssh://git@gitlab.example.com:2222/acme/shop.git"}
{"dsn":"postgres://app:hunter2@db.example.com:5432/shop"}
{"host":"ubuntu@ip-10-0-1-12.eu-west-1.compute.internal"}
{"icon":"logo@2x.png","sprites":["a@3x.webp","b@1.5x.png"]}
{"unit":"getty@tty1.service","target":"user@1000.service"}
{"date":"2024-11-21","time":"14:03:22","range":"2024-11-01/2024-11-30"}
{"dateDe":"21.11.2024 14:03","dateUs":"11/21/2024","week":"2024-W47"}
{"tz":"+01:00","offset":"+0100","duration":"PT15M30S"}
{"receiptHandle":"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a","md5OfBody":"fafb00f5732ab283681e124bf8747ed1"}
{"sha1":"da39a3ee5e6b4b0d3255bfef95601890afd80709","etag":"d41d8cd98f00b204e9800998ecf8427e-12"}
{"secretHash":"da39a3ee5e6b4b0d3255bfef95601890afd80709"}
{"checksum":"2jmj7l5rSw0yVb/vlWAYkK/YBwk2jmj7l5rSw0yVb","algo":"sha1"}
{"principalId":"AROAXMCTOEPEI25JFHCW:session","userId":"AIDAXMCTOEPEI25JFHCWA"}
{"roleArn":"arn:aws:iam::123456789012:role/AKIA-rotator"}
{"imei":"356938035643809","iccid":"8949020000001234567","imsi":"262019876543210"}
{"phoneModel":"iPhone 15","phoneVersion":"17.1.2","mobileAppBuild":20241121}
{"mobile":true,"telephony":"enabled","cell":"B12","phoneVerifiedAt":"2024-11-21T14:03:22Z"}
{"phone_id":"100200300400","phoneCount":1234567}
{"tracking":"1Z999AA10123456784","parcel":"JJD000390007882823719","usps":"9400111899223197428490"}
{"invoice":"2024-0011-4822","po":"PO-4500012345","contract":"0815-4711-2024"}
{"cardId":"card_1PqRsT2eZvKYlo2C","cardLast4":"4242","cardBin":"424242"}
{"timestampUs":1732180000123456,"timestampNs":1732180000123456789}
{"snowflake":"1309876543210987654","tweet":"1859473920184729600"}
{"vat":"DE136695976","taxId":"12-3456789","ssnLast4":"6789"}
{"iban":"DE00 0000 0000 0000 0000 00","bic":"DEUTDEFF500"}
{"iban_masked":"DE89 **** **** **** **** 00"}
{"pan_masked":"411111******1111","cardnumber":"XXXX-XXXX-XXXX-1111"}
{"number":"4111111111111112","type":"card, check digit wrong"}
{"ref":"5335205542407219"}
{"jwtHeader":"eyJhbGciOiJIUzI1NiJ9"}
{"cursor":"eyJraWQiOiJ4IiwidHlwIjoiZm9vIn0.eyJhIjoxfQ.abc"}
{"nextToken":"eyJJZCI6IjEyMyJ9","page":"eyJvZmZzZXQiOjIwfQ=="}
{"handle":"@jane","channel":"#orders","mention":"<@U02ABCD>"}
{"at":"@example.com","who":"jane@","what":"a @ b.com"}
{"expr":"@timestamp > 10 and user@domain","email":null,"phone":""}
{"emailVerified":true,"emailCount":3,"email_template":"welcome-v2"}
{"measure":"4000 1234 5678","grid":"200 300 4000","ratio":"16:9"}
{"serial":"4525-9658-9092-1900","license":"AB12-CD34-EF56-GH78"}
{"semver":"1.22.333-beta.4444+20241121","build":"2024.11.21.1403"}
{"mac":"00:1B:44:11:3A:B7","oui":"00-1B-44"}
{"cve":"CVE-2024-123456","rfc":"RFC 9457","iso":"ISO 27001:2022"}
{"colors":["#112233","#445566"],"sizes":[100,2000,30000]}
{"zip":"10115-1234","plz":"80331","postcode":"SW1A 1AA"}
{"table":"orders_20241121","partition":"dt=2024-11-21/hr=14"}
2024-11-21T14:03:22.118Z INFO order 0049301234567 shipped
2024-11-21 14:03:22,118 INFO [pool-1-thread-12] com.shop.Main - started in 1234567 ms
order 030-1234567 packed, invoice 0171-2345678
ticket 555-321-0198 closed
ref: 0221/4711-0815
Order number 415-555-0132 confirmed
Processed 1 234 567 890 bytes in 12 345 ms
Elapsed 00:12:34.567, rate 123 456 789/s
heap 1073741824 of 2147483648, gc 1234567890123456
thread 0x00007f8e4c0a1700 at 0x0000000000401136
java.lang.Object@1b6d3586 is not serializable
com.shop.Order$Line@5e2de80c[sku=4711]
at com.shop.Main$$Lambda$14/0x0000000800c03000@6d06d69c.run(Unknown Source)
npm ERR! notarget No matching version found for left-pad@1.3.1
npm WARN deprecated uuid@3.4.0: use uuid@7 or higher
go: github.com/aws/aws-sdk-go-v2@v1.24.0 requires go1.19
yarn add react@next vue@latest svelte@4
pip install git+https://git@github.com/acme/lib.git@v1.2.3
Cloning into 'shop'... git@bitbucket.org:acme/shop.git
scp dump.sql deploy@10.0.0.4:/tmp
ssh root@localhost -p 2222
Connection to amqps://shop:s3cr3t@mq.example.com:5671 lost
mongodb+srv://svc:pw@cluster0.example.mongodb.net/shop?retryWrites=true
curl https://jane@jenkins.example.com/job/42
POST /v1/charges/ch_3PqRsT2eZvKYlo2C1a2b3c4d 402 Payment Required
GET /orders/4525965890921904/items?page=2 200
GET /v1/items/7700900123/0049/301 404
upload part 10000 of 12345678, etag "9bb58f26192e4ba00f01e2e7b136bbd8"
commit 9f3c2b7d1e0a4c5b8d6f7e9a0b1c2d3e4f5a6b7c by bot
secret arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf rotated
secret manager returned version 3f2504e0-4f89-11d3-9a0c-0305e82c3301
token bucket refilled: 100/100, next in 1.5s
CREDIT 1.234.567,89 EUR DEBIT 987.654.321,00 EUR
total=+12345678 delta=+1234567890 drift=-0.000012345
temperature +21.5 C, humidity 48 %, wind +12.34 m/s
Room 0815-4711, floor 3, desk 12-34-56
lottery 06 12 34 56 78 90 drawn
matrix 01 02 03 04 05 06 07 08
dates 01-02-2024 03-04-2024, batch 02 2024 0011
cron 0 12 1 1 * ran 20241121-140322-0001
IBAN check failed for XX82 1234 5678 9012
IBAN missing, see DE-2024-11-21-000045
card type 4000 series, slots 1111 2222 3333
PID 4111 1111 started; port 5555 5555
Retry-After: 120, X-Request-Id: 4bf92f3577b34da6a3ce929d0e0e4736
SequenceNumber 18849496460467696128, MessageGroupId 1182
version 10.0.19045.3693, KB5031356, build 22621.2715
License 1234-5678-9012-3456 activated
error 0x80070005 at offset 4294967296
call stack depth 1000000 exceeded
called 12345678 times
telegram bot 110201543 answered
celltype 20 30 40 50 60 mobility 1200 3400
`);
