import type { Detector } from "../masking-rule";
import { detectAwsKey } from "./aws-key";
import { detectCard } from "./card";
import { detectEmail } from "./email";
import type { Detect } from "./found";
import { detectIban } from "./iban";
import { detectJwt } from "./jwt";
import { detectPhone } from "./phone";

export const DETECT: Readonly<Record<Detector, Detect>> = {
  jwt: detectJwt,
  "aws-key": detectAwsKey,
  email: detectEmail,
  iban: detectIban,
  card: detectCard,
  phone: detectPhone,
};
