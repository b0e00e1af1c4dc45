import { labelledTexts } from "./labelled-text";

/** Not looked at while the detectors were tuned: what they find here is what they find elsewhere. */
export const HELD_OUT_TEXTS = labelledTexts(String.raw`
{"event":"signup","user":{"mail":"⟦email|theo.k@example.gr⟧","tel":"⟦phone|+30 21 0123 4567⟧"},"ts":1732181111}
{"event":"signup","user":{"emailAddress":"⟦email|rita@example.pt⟧"},"plan":"pro-2024"}
{"invoice":{"no":"RE-2024/1182","sendTo":"⟦email|buchhaltung@firma-beispiel.example⟧","due":"2024-12-05"}}
{"hotel":{"guestPhone":"⟦phone|+43 1 5861234⟧","room":"0815"}}
{"driver":{"mobileNumber":"⟦phone|7700900999⟧","plate":"AB12 CDE"}}
{"appointment":{"at":"2024-11-22T09:30:00+01:00","sms":"⟦phone|+48 601 234 567⟧"}}
{"rider":{"phone_number":"⟦phone|555.867.5309⟧"},"trip":"t-8675309"}
{"agent":"⟦phone|+358 40 1234567⟧","queue":"support-fi"}
{"Message":"{\"detail\":{\"customer\":{\"phone\":\"⟦phone|+64 21 123 4567⟧\"}}}"}
{"body":"{\"payment\":{\"pan\":\"⟦card|5105105105105100⟧\",\"cvc\":\"***\"}}"}
{"payment":{"source":{"object":"card","number":"⟦card|4000056655665556⟧"}}}
{"card_number":⟦card|371449635398431⟧,"holder":"M MUSTER"}
{"ccnum":"⟦card|3566 0020 2036 0505⟧"}
{"paymentMethod":"⟦card|6200000000000005⟧","installments":3}
{"primary":"⟦card|2223 0031 2200 3222⟧","secondary":"⟦card|30569309025904⟧"}
{"creditor":{"iban":"⟦iban|DE89 3704 0044 0532 0130 00⟧"},"purpose":"Miete 11/2024"}
{"from":"⟦iban|GB29NWBK60161331926819⟧","to":"⟦iban|FR14 2004 1010 0505 0001 3M02 606⟧"}
{"konto":"⟦iban|CH9300762011623852957⟧","betrag":99.5}
{"wallet":{"withdraw":"⟦iban|NL91 ABNA 0417 1643 00⟧"}}
{"rekening":"⟦iban|BE68 5390 0754 7034⟧","mededeling":"+++090/9337/55493+++"}
{"iban":"⟦iban|TR330006100519786457841326⟧"}
{"iban":"⟦iban|FI2112345600000785⟧","ref":"RF332348236"}
{"acct":"⟦iban|PT50000201231234567890154⟧"}
{"compte":"⟦iban|LU28 0019 4006 4475 0000⟧"}
{"jwt":"⟦jwt|eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c⟧"}
{"request":{"headers":{"Authorization":["Bearer ⟦jwt|eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiJ1LTg4IiwiZXhwIjoxNzMyMTgwMDAwfQ.NK2wZYwlTmKtFy0EzU-TwNzozgG3NQTqQl2a-demWzk⟧"]}}}
{"sts":{"AccessKeyId":"⟦aws-key|ASIAIOSFODNN7EXAMPLE⟧","SecretAccessKey":"⟦aws-key|wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY⟧","Expiration":"2024-11-21T15:00:00Z"}}
{"aws":{"secret":"⟦aws-key|xZ7po7i2GbFi9t4rThVyklqQ0YqdpjD+Q+dD6OCa⟧","region":"us-west-2"}}
{"sessionToken":"⟦aws-key|IQoJb3JpZ2luX2VjWwV2mdSE7ZTyLBFrZxzvpVTmO01zmxIwsgqbF3+HoCe3KUBLzzP7c4nTjukyCbRoZoYugFIYg/N/aNTfdAHftH/OssSS2nEFgpTgrrKbsikjTb=⟧","ttl":900}
{"members":[{"e":"⟦email|alpha@team.example.com⟧"},{"e":"⟦email|beta.two@team.example.com⟧"}]}
{"text":"Bitte Rechnung an ⟦email|rechnung@muster-gmbh.de⟧ schicken, Tel. ⟦phone|0711 123456⟧"}
{"text":"Mon numéro: ⟦phone|06.98.76.54.32⟧, merci"}
{"text":"ligue para ⟦phone|+351 912 345 678⟧"}
{"text":"paid w/ ⟦card|4242 4242 4242 4242⟧ yesterday"}
{"text":"my email is ⟦email|bob_smith-jr@example.us⟧!!"}
{"q":"email:⟦email|zoe@example.com⟧ AND status:open"}
{"from_addr":"⟦email|bounce+8842=jane@lists.example.com⟧"}
{"link":"https://app.example.com/invite/⟦email|kai%40example.com⟧/accept"}
{"who":"⟦email|иван@пример.example⟧"}
{"fullName":"Lee","contactEmail":"⟦email|lee.min-ho@example.kr⟧","contactFax":"⟦phone|02-312-3456⟧"}
{"value":{"email":{"S":"⟦email|ddb@example.com⟧"},"phone":{"S":"⟦phone|+12065550100⟧"}}}
{"message":"User ⟦email|root.cause@example.com⟧ hit limit","code":429}
INFO 21-11-2024 14:03 newsletter sent to ⟦email|anna@example.it⟧ and 1204 others
WARN sender ⟦email|system@alerts.example.com⟧ throttled for 30s
time="2024-11-21T14:03:22Z" level=info msg="user logged in" user=⟦email|dev@example.app⟧ ip=192.0.2.44
E1121 14:03:22.118000 1 mail.cc:88] rejected ⟦email|spam@example.biz⟧
[nodemailer] RCPT TO:<⟦email|to@example.com⟧>
uid=⟦email|k.lee@example.com⟧,ou=people,dc=example,dc=com
Delivered-To: ⟦email|inbox@example.com⟧
acct:⟦email|bob@social.example⟧ followed
xmpp:⟦email|juliet@im.example.com⟧/balcony online
(user_email: ⟦email|paren@example.com⟧)
email='⟦email|single@example.com⟧' tenant='t1'
mail=⟦email|semi@example.com⟧;lang=en;exp=1732180000
updated [⟦email|x1@example.com⟧,⟦email|x2@example.com⟧]
phone number ⟦phone|0123 456789⟧ rejected
Phone: ⟦phone|(415) 555-2671⟧
mobile ⟦phone|+49 (0) 160 1234567⟧ unverified
Handy: ⟦phone|0160/1234567⟧
fax=⟦phone|+49.89.123456⟧
tel:⟦phone|+1-650-555-0187⟧
cell 1: ⟦phone|303-555-0112⟧, order 303-555
contact person at ⟦phone|+46 8 123 456 78⟧
forwarded to ⟦phone|+47 22 12 34 56⟧
number ⟦phone|+45 12 34 56 78⟧ blocked
dialed ⟦phone|0044 20 7946 0958⟧
caller id ⟦phone|+27 82 123 4567⟧
new MSISDN: ⟦phone|919876543210⟧
SMS from ⟦phone|+86 138 0013 8000⟧: STOP
callback ⟦phone|0800 123 4567⟧ free
phone:⟦phone|080-1234-5678⟧
verify +⟦card|4000000000000077⟧
charge.failed ⟦card|6011000990139424⟧ expired_card
PAN=⟦card|5555 5555 5555 4444⟧ CVV=xxx
masked? ⟦card|4012888888881881⟧ -> 401288******1881
kreditkarte ⟦card|5105-1051-0510-5100⟧ gesperrt
dup card ⟦card|36227206271667⟧ on account 8842
payout ⟦iban|DE89370400440532013000⟧ EUR 100.00 2024-11-21
IBAN ⟦iban|ES91 2100 0418 4502 0005 1332⟧ no válido
direct debit ⟦iban|IT60X0542811101000000123456⟧ rejected (MD01)
:25:⟦iban|AT611904300234573201⟧ :28C:00001/001
account ⟦iban|IE29 AIBK 9311 5212 3456 78⟧ frozen
acc ⟦iban|SE45 5000 0000 0583 9825 7466⟧.
id_token=⟦jwt|eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUifQ.pwnPhsebVtgc77KReyoO9FHREiGqa1QJCb7gA55IJvk⟧&state=af0ifjsldkj
bad token [⟦jwt|eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.nqBVbG-MXDGCPQnKtCve06_dqIf3OlSaAVIgTRy0plI⟧]
jwt malformed? ⟦jwt|eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.⟧
aws configure set aws_access_key_id ⟦aws-key|AKIAI44QH8DHBEXAMPLE⟧
aws configure set aws_secret_access_key ⟦aws-key|je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY⟧
AWS_ACCESS_KEY_ID: ⟦aws-key|ASIASVKRBPRLAXMEMPKF⟧, AWS_SECRET_KEY: ⟦aws-key|sETAXKCyO7LuXf0kTWx4F9H9lsudn1MnLtltZQDb⟧
s3cmd --access_key=⟦aws-key|AKIAXMCTOEPEI25JFHCW⟧ --secret_key=⟦aws-key|rYHyvi+61fdOgWwjO6hhbdu+SyPpt2caNe9OQ1uK⟧ ls
boto3.client('s3', aws_secret_access_key='⟦aws-key|Scn+E9cZaTS3bkCfx4scIdx4GpIZV4dmvKGi9SSV⟧')
IntegrityError: UNIQUE constraint failed: user.email ('⟦email|dup@example.com⟧')
ActiveRecord::RecordInvalid: Validation failed: Email ⟦email|taken@example.com⟧ has already been taken
com.amazonaws.services.simpleemail.model.MessageRejectedException: Email address is not verified: ⟦email|new@example.com⟧ in region EU-WEST-1
SES 554 Transaction failed: Domain contains illegal character: '⟦email|o@exa-mple.com⟧'
pydantic: value is not a valid email address [input_value='⟦email|a..b@example.com⟧']
ConditionalCheckFailed for key {"pk":"USER#⟦email|pk@example.com⟧","sk":"PROFILE"}
timeout calling https://id.example.com/users?email=⟦email|q@example.com⟧&limit=1 after 3000ms
unparsable: {"name":"Kim","email":"⟦email|kim.unparsable@example.com⟧",}
unparsable: {"mail":"⟦email|cut@example.com⟧","lines":[{"sku":"A
could not send SMS to '⟦phone|+353 86 123 4567⟧' (code 30005)
customer hung up: ⟦phone|212.555.0134⟧
lead: ⟦email|l@example.com⟧;⟦phone|+32 470 12 34 56⟧;2024-11-21;42
"⟦email|csv@example.com⟧","Roe","⟦phone|(030) 123 456 78⟧","10115"
id,email,iban\n17,⟦email|row@example.com⟧,⟦iban|DE31618191206460001409⟧
Jane Roe\t⟦email|tab@example.com⟧\t⟦phone|+1 212 555 0123⟧
Refund ⟦card|6759649826438453⟧ via maestro
Guest ⟦email|g1@example.travel⟧ (⟦phone|+7 912 345-67-89⟧) checked in
phones: ⟦phone|+49 40 123456⟧, ⟦phone|+49 40 123457⟧
`);
