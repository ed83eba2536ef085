# Cairn in one image: `docker compose up -d`, as docs/operators.md says.

FROM node:26-slim AS build
WORKDIR /cairn
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY src ./src
COPY commands ./commands
# The Node that comes as a package is for machines with another one; here it would lie twice.
RUN npm run build && npm prune --omit=dev --ignore-scripts && rm -rf node_modules/node node_modules/.bin/node

FROM node:26-slim
WORKDIR /cairn
# Node drops what development needs, and a container shows to the outside only what it is told to.
ENV NODE_ENV=production HOST=0.0.0.0 DATABASE_URL=/data/cairn.db
COPY --from=build /cairn/node_modules ./node_modules
COPY --from=build /cairn/dist ./dist
COPY package.json LICENSE ./
COPY src ./src
COPY commands ./commands
COPY content ./content
# What the bot may write: its data, and the compiled code it keeps for the next start.
RUN mkdir -p -m 0700 /data node_modules/.cache && chown node:node /data node_modules/.cache
USER node
VOLUME /data
EXPOSE 3000
# The heart beats every 15 seconds and the database takes writes, or this fails.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
	CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/readyz').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Without npm in between, the signal to stop reaches the bot itself.
CMD ["node", "--import", "./src/require-node.mjs", "dist/main.js"]
