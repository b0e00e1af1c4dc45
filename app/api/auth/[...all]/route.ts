import { serveAuth } from "@/app/_http/serve-auth";

const answer = serveAuth();

export const GET = answer;
export const POST = answer;
