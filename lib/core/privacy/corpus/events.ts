import { labelledTexts } from "./labelled-text";

/** Bodies of messages. */
export const EVENTS = labelledTexts(String.raw`
{"orderId":"ord_8842","customer":{"name":"Jane Roe","email":"⟦email|jane.roe@example.com⟧","phone":"⟦phone|+49 30 901820⟧"},"total":129.95}
{"type":"user.created","id":"01JD9XK4Z8Q6M3V5T7B2N0C1RA","email":"⟦email|sam+news@sub.example.co.uk⟧","createdAt":"2024-11-21T14:03:22.118Z"}
{"paymentId":"pay_19","card":{"number":"⟦card|4525965890921903⟧","exp":"12/27","brand":"visa"},"amount":4999}
{"paymentId":"pay_20","pan":⟦card|4300698706428083⟧,"amount":4999,"currency":"EUR"}
{"iban":"⟦iban|DE31618191206460001409⟧","bic":"GENODEF1ETK","mandate":"M-2024-00012"}
{"debtor":{"account":"⟦iban|DE28 3123 4597 5127 7407 70⟧","name":"Muster GmbH"},"reference":"RF18539007547034"}
{"headers":{"authorization":"Bearer ⟦jwt|eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.nqBVbG-MXDGCPQnKtCve06_dqIf3OlSaAVIgTRy0plI⟧"}}
{"credentials":{"accessKeyId":"⟦aws-key|ASIASVKRBPRLAXMEMPKF⟧","secretAccessKey":"⟦aws-key|ZgnI2C33Zt6eXAFb1o576m9N8I0zk2vNY0pY8oIL⟧"}}
{"Credentials":{"AccessKeyId":"⟦aws-key|ASIAJYTZHQK5ZV5LTNBF⟧","SecretAccessKey":"⟦aws-key|qdLyTGztGVT5QTFGKruYn3fzJDDUC76NQVy4oFaw⟧","SessionToken":"⟦aws-key|IQoJb3JpZ2luX2Vj/ZzgNN3OIAv7gEehNejIFq68FWAe9jUDa/75BnhMWKrCikaxvY7vhagM+Q4GPcEhwSDMcnTbP2bNAxUfS0+ZWrzdIOhmwNzUDrjtWMlTaVU8fe=⟧"}}
{"version":"0","id":"6a7e8feb-b491-4cf7-a9f1-bf3703467718","detail-type":"Order Placed","source":"shop.orders","account":"111122223333","time":"2024-11-21T14:00:00Z","region":"eu-west-1","detail":{"orderId":77120,"email":"⟦email|p.kowalski@example.pl⟧"}}
{"specversion":"1.0","type":"com.shop.customer.updated","source":"/crm","id":"A234-1234-1234","data":{"mobile":"⟦phone|0171 2345678⟧","newsletter":true}}
{"Type":"Notification","MessageId":"da41e39f-ea4d-435a-b922-c6aae3915ebe","TopicArn":"arn:aws:sns:us-east-1:123456789012:orders","Message":"{\"email\":\"⟦email|lee@example.org⟧\",\"qty\":2}"}
{"Type":"Notification","TopicArn":"arn:aws:sns:eu-west-1:123456789012:sms","Message":"{\"to\":\"⟦phone|+447700900123⟧\",\"text\":\"Your code is 482913\"}"}
{"Records":[{"messageId":"059f36b4-87a3-44ab-83d2-661975830a7d","eventSource":"aws:sqs","body":"{\"user\":{\"mail\":\"⟦email|a.b-c@mail.example.net⟧\"}}"}]}
{"Records":[{"eventSource":"aws:dynamodb","dynamodb":{"NewImage":{"pk":{"S":"USER#991"},"email":{"S":"⟦email|nora@example.se⟧"},"msisdn":{"N":"⟦phone|46701740605⟧"}}}}]}
{"recipient":{"fax":"⟦phone|030/90182-0⟧","city":"Berlin","zip":"10115"}}
{"contacts":[{"tel":"⟦phone|(555) 321-0198⟧"},{"tel":"⟦phone|555-321-0199⟧"}]}
{"phoneNumber":"⟦phone|4915112345678⟧","country":"DE","verified":false}
{"phone":⟦phone|33612345678⟧,"locale":"fr-FR","id":33612345679}
{"customer_phone":"⟦phone|06 12 34 56 78⟧","delivery":"2024-12-24"}
{"shipment":{"trackingNumber":"00340434161094042557","carrier":"DHL","notify":"⟦email|versand@example.de⟧"}}
{"payer":"⟦email|müller@bücher.example⟧","receipt":"R-2024-11-000123"}
{"payer":"⟦email|info@xn--bcher-kva.example⟧","receipt":"R-2024-11-000124"}
{"url":"https://shop.example/confirm?email=⟦email|jo%40example.com⟧&token=8f2c"}
{"cb":"https://shop.example/u?e=⟦email|jo%2Btest%40example.com⟧&v=2"}
{"sender":"Jane Roe <⟦email|jane@example.com⟧>","to":["⟦email|ops@example.com⟧","⟦email|finance@example.com⟧"],"subject":"Invoice 2024-117"}
{"cardNumber":"⟦card|4107 8878 7031 6324⟧","cvv":"***","holder":"J ROE"}
{"cardNumber":"⟦card|5335-2055-4240-7218⟧","holder":"J ROE","postalCode":"90210"}
{"pm":{"type":"card","number":"⟦card|376027743522822⟧","exp_month":4,"exp_year":2028}}
{"pm":{"type":"card","number":"⟦card|3760 277435 22822⟧"},"attempt":3,"ts":1732180000123}
{"instrument":"⟦card|6011041925587923⟧","network":"discover","orderId":"6011041925587920"}
{"pan":"⟦card|3540243759759357⟧","bin":"354024","last4":"9357"}
{"pan":"⟦card|6268252166992611⟧","bin":"626825"}
{"payout":{"iban":"⟦iban|GB15 BARC 8394 8998 5070 60⟧","sortCode":"83-94-89"}}
{"payout":{"iban":"⟦iban|FR7193855155020133595599X95⟧"},"ref":"FR2024119"}
{"beneficiary":"⟦iban|nl33ingb7014960177⟧","amount":"1.250,00"}
{"beneficiary":"⟦iban|CH43 2089 0337 8121 6359 2⟧","amount":"1250.00 CHF"}
{"account":"⟦iban|AT496996658657512989⟧","fallback":"⟦iban|BE52616296195170⟧"}
{"session":{"id_token":"⟦jwt|eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiJ1LTg4IiwiZXhwIjoxNzMyMTgwMDAwfQ.NK2wZYwlTmKtFy0EzU-TwNzozgG3NQTqQl2a-demWzk⟧","expires_in":3600}}
{"token":"⟦jwt|eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUifQ.pwnPhsebVtgc77KReyoO9FHREiGqa1QJCb7gA55IJvk⟧","kind":"refresh"}
{"assertion":"⟦jwt|eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.⟧","grant":"jwt-bearer"}
{"env":{"AWS_ACCESS_KEY_ID":"⟦aws-key|AKIAXMCTOEPEI25JFHCW⟧","AWS_REGION":"eu-central-1"}}
{"env":["AWS_SECRET_ACCESS_KEY=⟦aws-key|iNN8z326KSvXB1yngws1sPFLt6YI4fLmgsSbcMAx⟧","NODE_ENV=production"]}
{"config":{"secret_key":"⟦aws-key|sETAXKCyO7LuXf0kTWx4F9H9lsudn1MnLtltZQDb⟧","bucket":"shop-assets-prod"}}
{"guest":{"first":"Ana","last":"Díaz","contact":"⟦email|ana.diaz@correo.example⟧ / ⟦phone|+34 612 345 678⟧"}}
{"lead":{"message":"Please call me at ⟦phone|020 7946 0958⟧ after 5pm","source":"web"}}
{"lead":{"message":"Ruf mich an: ⟦phone|0049 30 1234567⟧ oder ⟦email|max@example.de⟧","score":0.87}}
{"ticket":{"id":48211,"from":"⟦email|o'brien@example.ie⟧","body":"my card ⟦card|4738524542863758⟧ was declined"}}
{"ticket":{"id":48212,"body":"Reach me on ⟦phone|+1 (415) 555-0132⟧ or ⟦phone|415.555.0133⟧"}}
{"employee":{"uid":"u_00127","mail":"⟦email|first_last@intra.example⟧","cell":"⟦phone|+41 79 123 45 67⟧","desk":"B-12.044"}}
{"eventName":"ConsoleLogin","userIdentity":{"accessKeyId":"⟦aws-key|ASIARJEBKNMFDPEKMMNW⟧","arn":"arn:aws:sts::123456789012:assumed-role/Admin/jane"},"sourceIPAddress":"203.0.113.9"}
{"eventName":"AssumeRole","requestParameters":{"roleSessionName":"⟦email|jane.roe@example.com⟧"},"eventID":"d7d7c6b1-1d0e-4a9f-a4f0-6a1c5c1f7f00"}
{"invite":{"by":"⟦email|admin@example.io⟧","expires":1732266400,"code":"INV-4821-9931"}}
{"profile":{"handle":"@jane","email_verified":true,"emails":["⟦email|jane@example.dev⟧"]}}
{"customer":{"id":"cus_PqR","metadata":{"whatsapp":"⟦phone|5511987654321⟧"}}}
{"call":{"caller":"⟦phone|+14155550100⟧","callee":"⟦phone|+442079460958⟧","durationMs":48211}}
{"call":{"from":"⟦phone|+81 3-1234-5678⟧","sid":"CA5ef8732a3c49700934481addd5ce1659"}}
{"sms":{"to":"⟦phone|+91 98765 43210⟧","segments":2,"price":"-0.00750"}}
{"refund":{"original":"⟦card|2450866924366219⟧","arn":"74537604221222132710572","amount":12.5}}
{"sepa":{"creditor":"⟦iban|ES19 0368 1565 1431 6211 8588⟧","creditorId":"DE98ZZZ09999999999","e2e":"NOTPROVIDED"}}
{"sepa":{"creditor":"⟦iban|PL69865121100514091319704811⟧","date":"2024-11-21"}}
{"bank":{"iban":"⟦iban|SE4299476866371399213563⟧","clearing":"9947"}}
{"bank":{"iban":"⟦iban|NO19 5672 8540 253⟧","kid":"00012345678"}}
{"a":{"b":{"c":[{"d":"contact ⟦email|deep@nested.example.com⟧"}]}}}
["⟦email|one@example.com⟧","⟦email|two@example.com⟧",3]
{"subscriber":"⟦email|kate_99@example.photography⟧","list":"weekly","ip":"198.51.100.24"}
{"owner":"⟦email|x@y.io⟧","repo":"git@github.com:acme/shop.git","sha":"9f3c2b7d1e0a4c5b8d6f7e9a0b1c2d3e4f5a6b7c"}
{"device":{"imei":"356938035643809","model":"Pixel 8","phone":"⟦phone|+49 1512 3456789⟧"}}
{"event":"checkout","ean":"4006381333931","qty":1,"buyer":"⟦email|buyer@example.at⟧"}
{"notification":{"channels":["sms"],"destination":"⟦phone|+61 412 345 678⟧"}}
{"patient":{"mrn":"00918273","phone":"⟦phone|212-555-0147⟧","dob":"1984-02-29"}}
{"patient":{"mrn":"00918274","telephone":"⟦phone|212 555 0148⟧"}}
{"booking":{"ref":"QX7P2L","passenger":"DOE/JOHN MR","contactPhone":"⟦phone|01632 960123⟧"}}
{"booking":{"ref":"QX7P2M","emergency":"⟦phone|+353 1 234 5678⟧","seat":"14C"}}
{"raw":"name=Jane&mail=⟦email|jane.r@example.com⟧&phone=⟦phone|%2B4930901820⟧"}
{"raw":"number=⟦card|4525965890921903⟧&exp=1227&amount=49.99"}
{"xml":"<customer><email>⟦email|jane@example.com⟧</email><tel>⟦phone|+49 (0)30 901820⟧</tel></customer>"}
{"account":{"no":"1234567890","holder":"⟦email|holder@bank.example⟧"},"balance":10234.56}
{"log":"user=⟦email|jane@example.com⟧ action=login ip=10.0.0.12 status=200"}
{"note":"IBAN lautet ⟦iban|DE66 1322 6585 8516 5579 66⟧, bitte bis 30.11.2024"}
{"note":"IBAN:⟦iban|GB62LOYD90880415032477⟧;REF:2024-118"}
{"kms":{"key":"arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab","by":"⟦email|sec-ops@example.com⟧"}}
{"deploy":{"AWS_SESSION_TOKEN":"⟦aws-key|FwoGZXIvYXdzEgdL9J+q5MVg606Btppt5qomfZEO70RPUssIK60Rp7mV1EPjDZN6dr9z+shABlB0e3tXGUsuvrgjH9/fIZICHGJO6+bfxcuiju/LR0l2WlVqK12y04FMnirdc==⟧"}}
{"presigned":"https://b.s3.amazonaws.com/k?X-Amz-Credential=⟦aws-key|AKIAKLX4VOJ5DFYRVAHV⟧%2F20241121%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Expires=900"}
{"auth":"AWS4-HMAC-SHA256 Credential=⟦aws-key|AKIAIOSFODNN7EXAMPLE⟧/20241121/us-east-1/sqs/aws4_request, SignedHeaders=host"}
{"cookie":"sid=s%3A9ab; jwt=⟦jwt|eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjIwMjQtMTEifQ.eyJhdWQiOiJhcGkiLCJlbWFpbF92ZXJpZmllZCI6dHJ1ZX0.5FG9K7R7VD1bNV5ot99PWwe3fJMxb86zYzokB0EKSyU⟧; lang=de"}
{"enc":"⟦jwt|eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGe.48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6ji.XFBoMYUZodetZdvTiFvSkQ⟧"}
{"order":{"lines":[{"sku":"SKU-4111-2222","qty":2}],"email":"⟦email|maria.garcia@tienda.example⟧"}}
{"email":"⟦email|JANE.ROE@EXAMPLE.COM⟧","optIn":"2024-11-21"}
{"customerEmail":"⟦email|宮本@例え.example⟧","lang":"ja"}
{"user":"⟦email|\u006aane@example.com⟧","n":1}
{"user":"⟦email|jane\u0040example.com⟧","n":2}
{"mobile_number":"⟦phone|09876543210⟧","app_version":"4.12.0"}
{"handynummer":"⟦phone|0151-12345678⟧","kundennummer":"0151-998-112"}
{"contact":{"mobilePhone":"⟦phone|(0)171 234 5678⟧"}}
{"diners":"⟦card|36843788123017⟧","gtin":"36843788123018"}
{"old":"⟦card|3684 378812 3017⟧"}
{"c":"⟦card|675961675084487185⟧","scheme":"maestro"}
{"payees":[{"iban":"⟦iban|IT39K9191435004196606411606⟧"},{"iban":"⟦iban|DK8168686419431279⟧"},{"iban":"⟦iban|LT486930302017115169⟧"}]}
{"transfer":{"to":"⟦iban|IE70AIBK97366667000329⟧","from":"⟦iban|MT60VALL29836A13975653239047097⟧"}}
{"support":{"text":"Dial ⟦phone|1-800-555-0199⟧ ext. 12, order 100-2000-3000"}}
{"support":{"text":"Tel.: ⟦phone|089 / 12 34 56 78⟧, Kd.-Nr. 089123"}}
{"text":"meine nummer ist ⟦phone|+43 660 1234567⟧."}
{"id":1,"payload":"{\"card\":{\"number\":\"⟦card|4302077504841215531⟧\"},\"ts\":\"2024-11-21\"}"}
{"id":2,"payload":"{\"inner\":\"{\\\"email\\\":\\\"⟦email|third.layer@example.com⟧\\\"}\"}"}
`);
