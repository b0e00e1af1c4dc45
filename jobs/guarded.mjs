// Loaded before the container's own server (`node --import`): the same limits as under `npm run start`.
import { guardHttp } from "./http-guard.mjs";

guardHttp(process.env);
