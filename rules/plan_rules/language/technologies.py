"""Names of products and of techniques that a plan may choose: what stands after “go for”, “switch to”, “replace … by”."""

import re

from plan_rules.language.phrases import Phrases

_PRODUCTS = (
    "activemq adyen aiohttp airflow akka algolia alpine angular ansible ant anthropic apache apollo argo argocd arquillian astro athena"
    " auth0 autofac avro aws axios azure babel backblaze bash bazel beam biome bitbucket black blazor boost bootstrap braintree buck buildkit buildkite"
    " bull bullmq bun bundler caddy calver camel cargo cassandra cats celery ceph chai chakra chef chi chrome chromatic circleci clang clickhouse"
    " clion cloudflare cloudfront cloudinary cmake cockroachdb cognito conan concourse conda confluent consul containerd cosmos couchbase couchdb"
    " cpack crossplane cucumber cuda cypress cython d3 dagger dagster dask databricks datadog dbt debezium deno detox detekt dexie django docker docusaurus"
    " doctrine dom4j dotenv doxygen dragonfly drizzle drone dropbox dropwizard druid duckdb dynamo dynamodb dynatrace echo ecs ecto eks elastic elasticsearch elixir"
    " elm ember envoy esbuild eslint espresso etcd eureka expo express falcon fastapi fastify fastly fauna feign ffmpeg figma filebeat firebase"
    " firefox firestore flask flink fluentd flutter flyway formik formidable gatling gatsby gcc gcp gemini gerrit gin ginkgo git github gitlab gitea glide goreleaser gorm"
    " gotenberg gpt gradle grafana graphite graylog grpc grunt guava guice gulp gunicorn hadoop haml handlebars hangfire haproxy hapi harbor hasura hazelcast"
    " helm heroku hibernate hive hono hugo hypothesis ibatis ignite immer influxdb ingress istio jackson jaeger jasmine javalin jdbc jdbi jekyll jenkins"
    " jest jetty jinja jira joi jooq jotai jquery junit k3s k6 kafka karma karpenter keda keycloak kibana kinesis knex knative kong kotlin ktlint ktor kubernetes"
    " kustomize lambda laravel lerna less leveldb lexical linkerd linode liquibase lit litestream lmdb lodash log4j logback logstash loki lucene luxon"
    " macos mailgun mailjet make mantine mapbox maplibre mariadb maven medusa meilisearch memcached mercurial meson metabase micrometer micronaut milvus minio mithril mitmproxy mkdocs"
    " mobx mocha mockito moment mongo mongodb mongoose mosquitto mqtt msw mui mybatis mypy mysql nats nest nestjs netlify netty newrelic nexus next nextjs"
    " nginx ninja nix node nodejs nomad nox npm nuget numba nuxt nx okhttp okta ollama onnx openai openapi opencv opensearch openshift opentelemetry openvpn"
    " oracle packer paddle pandas parcel parquet passport patroni paypal pdm percona perl pgbouncer pgvector phoenix php pinecone pinia pip pipenv pixi"
    " plaid planetscale playwright pm2 pnpm podman poetry polars postgis postgres postgresql postmark preact prefect presto prettier prisma prometheus"
    " protobuf pulsar pulumi puma puppet puppeteer pydantic pylint pyodide pyright pytest pytorch qdrant qt quarkus quartz quasar qwik rabbitmq rails ray react"
    " realm recoil redash redis redpanda redshift redux refit relay remix renovate requests resend restic retrofit rest-assured rethinkdb riak rocksdb rollup room rspec rsync"
    " rubocop ruff rust rxjs s3 safari sagemaker salesforce sanity sass sbt scala scons scrapy scylladb segment selenium semver sendgrid sentry sequelize serde"
    " serverless sidekiq signoz skaffold slack slf4j snowflake snyk solid solr sonarqube spacy spark spinnaker splunk spring sqlalchemy sqlc sqlite sqs squid starlette"
    " storybook strapi stripe struts stylelint styled-components stylus superset supabase svelte sveltekit svn swagger swc swift swr symfony syslog systemd tailwind tauri"
    " tanstack tekton temporal tensorflow terraform terragrunt testcontainers testng thanos three thrift timescale timescaledb tiptap tokio tomcat tornado tox traefik"
    " travis trino trpc turborepo turbopack twilio twirp typeorm typesense typescript ubuntu undertow unity unleash unocss uv uvicorn valkey vault vagrant vapor varnish vector vercel vertx vespa"
    " victoriametrics vim vite vitest vscode vue vuex vuetify wasm watchman waypoint weaviate webpack websocket websockets whisper wiremock wireguard wordpress xgboost xstate yarn yjs yugabyte zabbix"
    " ses sns rds gke aks cloudwatch bigquery fullcalendar htmx alpinejs lucia duckdb clerk supertokens plausible matomo umami ghost directus payload keystone hugo zap zeebe zeromq zipkin zod lightgbm catboost scikit-learn sklearn statsmodels zookeeper zustand ccache sccache distcc icecream buildah kaniko"
)
_AMBIGUOUS_WORDS = (
    "ant beam black boost bootstrap buck bull bun cats chai chef chi chrome concourse conda drone echo elastic express falcon figma"
    " fauna gin git glide go helm hive hugo hypothesis ignite immer ingress istio joi lambda less lit make meson moment nest next"
    " ninja node oracle parcel passport perl phoenix pip puma puppet ray react realm relay remix requests room rust safari sanity segment solid"
    " spark spring squid swift temporal three unity vapor vault vector vespa whisper zap ghost payload directus clerk plausible keystone lucia express dynamo flask drizzle dragonfly icecream slack github gitlab bash docker travis"
    " camel cosmos druid expo gatling karma kong loki medusa nexus nomad paddle presto quasar recoil stylus salesforce waypoint websocket websockets semver openapi ubuntu macos"
)
_AMBIGUOUS = frozenset(_AMBIGUOUS_WORDS.split())
"""Names that are words of their own too: only with a capital letter, or as a pair of choices."""
TECHNIQUE = (
    r"(?:(?:optimistic|pessimistic|distributed|advisory|row[- ]level) lock(?:s|ing)?|event sourcing|cqrs|sagas?|outbox(?: pattern| table)?|two-phase commits?|soft[- ]deletes?|hard deletes?"
    r"|(?:long |short )?polling|server-sent events|sse|web ?sockets?|webhooks|graphql|grpc|rest|json-rpc|protocol buffers|protobuf|message ?pack|avro|jwts?|session cookies|oauth2?|saml|uuids?(?:v[47])?|ulids?|snowflake ids"
    r"|materiali[sz]ed views?|sharding|declarative partition\w*|read replicas?|connection pool\w*|write-behind|write-through|cache-aside|blue[- ]green(?: deploy\w*)?|canar(?:y|ies)(?: \w+)?|rolling updates?"
    r"|micro-?services?|micro-?frontends?|monorepo|modular monolith|monolith|server-side rendering|ssr|static site generation|client-side rendering|virtual scrolling|infinite scroll\w*|cursor pagination|offset pagination|keyset pagination"
    r"|crdts?|operational transform\w*|lamport clocks?|vector clocks?|bloom filters?|b-trees?|ring buffers?|skip lists?|tries|trie|lru caches?|lock-free \w+|actors?(?: model)?|coroutines|green threads|thread pools?|worker threads|multiprocessing"
    r"|mutex(?:es)?|semaphores?|compare-and-swap|exponential backoff|circuit breakers?|token buckets?|leaky buckets?|dependency injection|feature flags|cron|systemd timers|message queues?|json columns?|jsonb|eav|star schema)"
)
_NAME = re.compile(r"[A-Za-z][\w+#-]*(?:[./][A-Za-z][\w-]*)*")
_KNOWN = frozenset(_PRODUCTS.split())
_SHAPED = re.compile(r"[a-z]+-(?:go|js|rs|py|cpp|rb|node|cli|sdk|lang|sql|db|mq)|[a-z]+(?:\.js|js|db|mq|sql|ql)")
_TECHNIQUE = Phrases(rf"{TECHNIQUE}\b")


def is_product(word: str, *, starts: bool = False) -> bool:
    """Whether a word names a product; `starts`: it begins its sentence, where a capital letter tells nothing."""
    lower = word.lower().rstrip(".")
    if lower in _AMBIGUOUS:
        return word[:1].isupper() and not starts
    return lower in _KNOWN or bool(_SHAPED.fullmatch(word))


def named_choice(text: str, *, known: bool = False) -> str | None:
    """The product or technique that a phrase begins with, articles left aside; None where it begins with something else.

    `known`: a capital letter alone makes no product.
    """
    words = _BEFORE_NAME.sub("", text)
    if technique := _TECHNIQUE.match(words):
        return technique.group()
    name = _NAME.match(words)
    if not name:
        return None
    word = name.group().rstrip(".")
    if is_product(word) or is_product(word.split("/")[-1]):
        return word
    if not known and word[0].isupper() and word[1:].islower() and not _PART.match(words, name.end()):
        return word
    return None


_BEFORE_NAME = re.compile(
    r"\A[\s*_\"“]*(?:(?:an?|the|our|plain|pure|simple|native|managed|hosted|self-hosted|using|full|proper) ){0,3}"
)
_PART = re.compile(
    r"[\s-]+(?:[A-Z]|\d|mode|tab|page|button|screen|view|section|step|task|phase|class|module|table|list|file|folder|team)"
)
"""What stands after a capitalised word that names a part of the program or the plan."""
