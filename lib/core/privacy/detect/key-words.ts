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
const OTHER_NUMBERS = new Set(
  "gtin ean upc isbn imei tracking trackingnumber timestamp sequence offset order invoice serial trace span barcode parcel shipment sku version batch lot contract policy po".split(
    " ",
  ),
);
const TIMES = new Set("at ts time nonce".split(" "));
const NUMBERING = new Set("number nummer no nr num id ids code ref reference".split(" "));
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

/** A name of numbers that have as many digits as cards or phones and are drawn otherwise. */
export function namesOtherNumber(name: string | undefined): boolean {
  if (name === undefined) return false;
  const words = wordsOf(name);
  return words.some((word) => OTHER_NUMBERS.has(word)) || TIMES.has(words.at(-1) ?? "");
}

/** A name such as `customerNo` or `kundennummer`: what is numbered is known, and is no phone. */
export function namesNumbering(name: string | undefined): boolean {
  const words = name === undefined ? [] : wordsOf(name);
  const last = words.at(-1) ?? "";
  return words.length > 1 ? NUMBERING.has(last) : /.(?:nummer|number)$/.test(last);
}

export function namesMail(name: string | undefined): boolean {
  return name !== undefined && wordsOf(name).some((word) => MAIL.has(word));
}

export function namesIban(name: string | undefined): boolean {
  return name !== undefined && wordsOf(name).includes("iban");
}
