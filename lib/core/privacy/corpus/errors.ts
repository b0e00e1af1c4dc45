import { labelledTexts } from "./labelled-text";

/** Texts of errors, as consumers leave them behind. */
export const ERRORS = labelledTexts(String.raw`
UserNotFoundError: no user with email ⟦email|jane.roe@example.com⟧
ERROR: duplicate key value violates unique constraint "users_email_key" DETAIL: Key (email)=(⟦email|jane@example.com⟧) already exists.
MongoServerError: E11000 duplicate key error collection: shop.users index: email_1 dup key: { email: "⟦email|kim@example.com⟧" }
(1062, "Duplicate entry '⟦email|sam@example.com⟧' for key 'users.email'")
javax.mail.SendFailedException: Invalid Addresses; nested exception is: 550 5.1.1 <⟦email|gone@example.com⟧>: Recipient address rejected
smtplib.SMTPRecipientsRefused: {'⟦email|nope@example.com⟧': (550, b'User unknown')}
Error: Request failed with status code 400: {"error":"invalid","field":"email","value":"⟦email|jo@@example.com⟧"}
ValidationError: "phone" with value "⟦phone|+49 30 123 4567⟧" fails to match the required pattern
NumberParseException: The string supplied did not seem to be a phone number: phone ⟦phone|555 01 23⟧
Twilio error 21211: The 'To' number ⟦phone|+15005550001⟧ is not a valid phone number.
StripeCardError: Your card was declined. (card ⟦card|4000000000000002⟧)
PaymentException: could not tokenize ⟦card|5200828282828210⟧: gateway timeout after 30000 ms
java.lang.IllegalArgumentException: IBAN ⟦iban|DE28312345975127740770⟧ is blocked
SepaError: debtor account ⟦iban|NL33 INGB 7014 9601 77⟧ closed [AC04]
JsonWebTokenError: invalid signature for ⟦jwt|eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.nqBVbG-MXDGCPQnKtCve06_dqIf3OlSaAVIgTRy0plI⟧
TokenExpiredError: jwt expired at 2024-11-21T14:03:22.000Z (user ⟦email|jane@example.com⟧)
The security token included in the request is invalid: ⟦aws-key|AKIAIOSFODNN7EXAMPLE⟧
botocore.exceptions.ClientError: An error occurred (InvalidAccessKeyId): AWSAccessKeyId=⟦aws-key|ASIAQMWUM2QESHS5RLUT⟧
SignatureDoesNotMatch: secret_access_key ⟦aws-key|qdLyTGztGVT5QTFGKruYn3fzJDDUC76NQVy4oFaw⟧ does not match
Failed to process message: {"orderId":"A-1","customer":{"email":"⟦email|cut.off@example.com⟧","addr
Failed to process message: {"orderId":"A-2","customer":{"phone":"⟦phone|+49 30 12345⟧…
Failed to process message: {"orderId":"A-3","email":"⟦email|jane.r@exam⟧…
KeyError: 'tier' while handling {'user': {'email': '⟦email|py@example.com⟧', 'plan': None}}
TypeError: Cannot read properties of undefined (reading 'id') at { email: '⟦email|node@example.com⟧', total: 12.5 }
panic: runtime error: invalid user &{ID:12 Email:⟦email|go@example.com⟧ Phone:⟦phone|+4930901820⟧}
System.FormatException: Input string '⟦phone|(212) 555-0166⟧' was not in a correct format. Parameter: phone
Customer(id=1182, email=⟦email|lombok@example.com⟧, phone=⟦phone|015112345678⟧, createdAt=2024-11-21T14:03:22) has no address
org.postgresql.util.PSQLException: ERROR: value too long for type character varying(20) Where: email=⟦email|a.very.long.address@subdomain.example.com⟧
HTTP 404 from GET https://crm.example.com/v1/contacts/⟦email|jane%40example.com⟧
HTTP 409 from PUT https://crm.example.com/contacts?phone=⟦phone|%2B4915112345678⟧
could not deliver to ⟦email|ops@example.com⟧ (attempt 3 of 5, message id 0102018f-aa11-4c55-8d3e-1f2a3b4c5d6e)
Lock wait timeout exceeded for account of ⟦email|jane@example.com⟧; try restarting transaction
assertion failed: expected ⟦email|a@example.com⟧ to equal ⟦email|b@example.com⟧
body="{\"email\":\"⟦email|esc@example.com⟧\",\"card\":\"⟦card|4012888888881881⟧\"}" status=500
body={\"phone\":\"⟦phone|+1 415 555 0177⟧\",\"n\":1}
Unexpected token < in JSON at position 0: <html>contact ⟦email|webmaster@example.com⟧</html>
error: insert or update on table "orders" violates foreign key; row (8842, ⟦email|jane@example.com⟧, 2024-11-21 14:03:22+00)
Caused by: com.shop.MailException: ⟦email|jane@example.com⟧\n\tat com.shop.Mail.send(Mail.java:88)
2 errors: [⟦email|a@example.com⟧ bounced, ⟦phone|+49 151 12345678⟧ unreachable]
Customer ⟦email|jane@example.com⟧ exceeded limit 5000.00 EUR on card ⟦card|4111-1111-1111-1111⟧
cannot charge ⟦card|4012 8888 8888 1881⟧: insufficient_funds (decline code 51)
fraud check: ⟦card|378282246310005⟧ used 7 times from 203.0.113.0/24
unsupported scheme for ⟦card|6304000000000000⟧
refund to ⟦iban|AT496996658657512989⟧ failed: 500 Internal Server Error
two accounts: ⟦iban|DE66132265858516557966⟧,⟦iban|SE4299476866371399213563⟧
`);
