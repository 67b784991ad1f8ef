# One image for the API, the worker and the migrations: node api/main.ts, node --import ./worker/quick-sandbox.ts worker/main.ts, node prisma/migrate.ts.
# Node runs the sources as they are; the only thing made here is Prisma's client.

# The same Node as dev/setup/node-24.mjs.
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-bookworm-slim AS prisma-client
WORKDIR /holdfast
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY prisma.config.ts ./
COPY prisma/schema.prisma prisma/
# The command insists on an engine that it never uses for this: any executable will do.
RUN PRISMA_SCHEMA_ENGINE_BINARY=/usr/local/bin/node npx prisma generate

FROM node:${NODE_VERSION}-bookworm-slim AS packages
WORKDIR /holdfast
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production TZ=UTC
WORKDIR /holdfast
COPY --from=packages /holdfast/node_modules node_modules
COPY . .
COPY --from=prisma-client /holdfast/prisma/generated prisma/generated
USER node
EXPOSE 3000
CMD ["node", "api/main.ts"]
