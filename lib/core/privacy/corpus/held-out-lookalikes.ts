import { labelledTexts } from "./labelled-text";

/** Not looked at while the detectors were tuned, and nothing here is sensitive. */
export const HELD_OUT_LOOKALIKES = labelledTexts(`
{"id":"ord-2024-11-0004711","lines":3,"placedAt":1732181111222}
{"ulid":"01HF7YAT00TESTULID00000000","ksuid":"0ujtsYcgvSTl8PAuAdqWYSMnLOv"}
{"objectId":"507f1f77bcf86cd799439011","nanoid":"V1StGXR8_Z5jdHi6B-myT"}
{"ean13":"9780201379624","asin":"B08N5WRWNW","mpn":"4000-1234"}
{"lon":-122.419418,"lat":37.774929,"acc":12.5}
{"stack":"arn:aws:cloudformation:eu-west-1:210987654321:stack/shop/51af3dc0-da77-11e4-872e-1234567b6b28"}
{"queueUrl":"https://sqs.eu-west-1.amazonaws.com/210987654321/orders"}
{"deps":{"react":"18.3.1","zod":"4.1.0"},"resolved":"zod@4.1.0"}
{"git":"git@ssh.dev.azure.com:v3/acme/shop/shop"}
{"broker":"redis://default:pa55@cache.example.com:6379/0"}
{"amounts":["12,345,678.90","0.000000123456","-1234567890"]}
{"epochs":[1700000000,1700000000000,1700000000000000]}
{"span":"00f067aa0ba902b7","trace":"463ac35c9f6413ad48485a3953bb6124"}
{"container":"e90e34656806","pod":"shop-7d9c6b5f4-x2k8p","ip":"172.16.254.1"}
{"batch":"555-12-3456-A","lot":"0123-4567"}
{"meter":{"serial":"1ESY1160123456","reading":12345678}}
{"case":"00123456","sla":"2024-11-22T00:00:00Z","contact":"n/a"}
{"imei":"490154203237518","phoneOs":"Android 14","phone":null}
{"mobile_os_version":"17.1.20241121","tel_enabled":1}
{"card":{"last4":"1881","fingerprint":"Xt5EWLLDS7FJjR1c","bin":"401288"}}
{"cardholder":"J. Roe","card_type_id":4000012345678}
{"order":4111111111111111}
{"digest":"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","secret_id":"vault/42"}
{"access":"AKIA","keyPrefix":"ASIA****"}
{"icons":["favicon@2x.png"],"unit":"postgresql@16-main.service"}
{"path":"node_modules/@types/node@20.1.0/index.d.ts"}
{"cursor":"eyJsYXN0SWQiOjEyMzQ1fQ","continuation":"eyJwIjoxfQ==.abc"}
{"dates":["2024.11.21","21-11-2024","20241121T140322Z"]}
{"isbn10":"0-306-40615-2","issn":"2049-3630","doi":"10.1000/182"}
{"coords":"40.7128 N 74.0060 W","utm":"33U 391779 5820074"}
{"vin":"1HGBH41JXMN109186","plate":"B-AB 1234"}
{"score":0.9999999999,"weights":[0.123456789,4.567891234]}
2024-11-21T14:03:22 INFO build 20241121140322 published
2024/11/21 14:03:22 [error] 31#31: *1182 upstream timed out (110)
21.11.2024 14:03:22 DEBUG Rechnung 2024-0815 gebucht
I1121 14:03:22.118000 7 leader.go:42] epoch 1234567
request 4f1a-1234-5678-9abc took 1234.567 ms
Order 0171 4711 delayed, see invoice 2024 0042
order no 212-555-0199 refused
tracking 0034 0434 1610 9404 2557 in transit
part number 0815/4711-22 missing
reference 5105105105105101 unknown
allocated 4294967295 bytes at 00007ffd12345678
progress 1000000/2000000 (50.00 %), eta 00:10:00
memory 512 256 1024 exceeded
checksum 123456789-0 vs 987654321-1
npm i typescript@5.6.3 @types/node@22
docker pull alpine@sha256:0a4eaa0eecf5f8c050e5bba433f58c052be7587ee8af3e8b3910ef9ab5fbe9f5
kubectl exec pod/shop-0 -- psql postgres://u:p@10.0.0.9/db
rsync -a backup@backup-1:/srv /mnt
Decorators: @Get('/users') @Roles('admin')
Logged in as @bob (id 20241121)
poll @ 14:03 every 30s, next @ 14:04
Version 2024.11.21.1403 of 10.20.30.40 deployed
Port scan from 203.0.113.7:50001-50020
Rate 1,234,567.00 per 100,000
error code -2147467259 (0x80004005)
phase 1 of 2; phone home disabled
tel aviv region il-central-1 unavailable
cell 12:34 of sheet 5 is empty
Secret rotation 2024-11-21 done in 12 s
account 1234567890 overdrawn, branch 100-200-300
IBAN DE89 3704 0044 0532 0130 01 has wrong check digits
card 4242 4242 4242 4241 has a wrong check digit
`);
