import { serve } from "@/app/_http/serve";
import { operations } from "@/lib/operations";

const answer = serve(operations);

export const GET = answer;
export const POST = answer;
export const PUT = answer;
export const PATCH = answer;
export const DELETE = answer;
