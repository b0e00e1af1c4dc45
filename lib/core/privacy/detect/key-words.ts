const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+/gu;
const LONGEST_NAME = 200;

/** The words of a name in lower case: `customerPhone_2` → customer, phone, 2. */
export function wordsOf(name: string): string[] {
  return Array.from(name.slice(0, LONGEST_NAME).matchAll(WORD), ([word]) => word.toLowerCase());
}

const PHONE = new Set(
  "phone phones phonenumber telephone tel telefon telefono telefone telefonnummer mobile mobil mobilenumber mobilnummer cell cellphone fax faxnumber msisdn handy handynummer whatsapp gsm".split(
    " ",
  ),
);
const NO_NUMBER_OF_ONE = new Set(
  "version build id ids count type model os app at time timestamp verified verification code prefix brand platform device screen width height price".split(
    " ",
  ),
);
const CARD = new Set("card cards cardnumber pan cc ccnum creditcard kreditkarte".split(" "));
const NO_CARD =
  /(?:gtin|ean|upc|isbn|imei|tracking|timestamp|sequence|offset|order|serial|trace|span|barcode|parcel|shipment)|(?:^|[_.-])(?:at|ts|time|nonce)$|(?:At|Time|Ts)$/i;
const MAIL = new Set("email emails mail emailaddress mailto".split(" "));

export function namesPhone(name: string | undefined): boolean {
  if (name === undefined) return false;
  const words = wordsOf(name);
  return words.some((word) => PHONE.has(word)) && !words.some((word) => NO_NUMBER_OF_ONE.has(word));
}

export function namesCard(name: string | undefined): boolean {
  if (name === undefined) return false;
  const words = wordsOf(name);
  return words.some((word) => CARD.has(word)) && !words.some((word) => NO_NUMBER_OF_ONE.has(word));
}

/** A name of numbers that have as many digits as cards and are drawn otherwise. */
export function namesOtherNumber(name: string | undefined): boolean {
  return name !== undefined && NO_CARD.test(name.slice(0, LONGEST_NAME));
}

export function namesMail(name: string | undefined): boolean {
  return name !== undefined && wordsOf(name).some((word) => MAIL.has(word));
}

export function namesIban(name: string | undefined): boolean {
  return name !== undefined && wordsOf(name).includes("iban");
}
