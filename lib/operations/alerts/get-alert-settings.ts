import { question } from "../operation";
import { readAlertSettings } from "./alert-settings-view";

export const getAlertSettings = question("getAlertSettings", (ctx) => readAlertSettings(ctx.db));
