{{/* The name of a service in this release, which is also its host: (list $ "gateway"). */}}
{{- define "fairdraw.host" -}}
{{- $root := index . 0 -}}
{{- printf "%s-%s" $root.Release.Name (index . 1) | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* The labels that select the pods of a service: (list $ "gateway"). */}}
{{- define "fairdraw.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ $root.Chart.Name }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* All labels of an object of a service: (list $ "gateway"). */}}
{{- define "fairdraw.labels" -}}
{{- $root := index . 0 -}}
{{ include "fairdraw.selector" . }}
app.kubernetes.io/part-of: fairdraw
app.kubernetes.io/version: {{ $root.Values.image.tag | default $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Name to value of the environment that the parts in use bring: (list $ $service). */}}
{{- define "fairdraw.parts" -}}
{{- $root := index . 0 -}}
{{- $values := $root.Values -}}
{{- $uses := (index . 1).uses -}}
QUARKUS_HTTP_HOST: 0.0.0.0
QUARKUS_HTTP_PORT: "8080"
FAIRDRAW_LOG_JSON: "true"
JAVA_TOOL_OPTIONS: -XX:MaxRAMPercentage=65 -XX:+ExitOnOutOfMemoryError
{{- if has "database" $uses }}
FAIRDRAW_DB_URL: postgresql://{{ $values.database.address }}
{{- end }}
{{- if has "kafka" $uses }}
KAFKA_BOOTSTRAP_SERVERS: {{ $values.kafka.bootstrapServers | quote }}
{{- end }}
{{- if has "redis" $uses }}
QUARKUS_REDIS_HOSTS: {{ $values.redis.url | quote }}
{{- end }}
{{- if has "chain" $uses }}
{{- with $values.chain.rpc }}
FAIRDRAW_CHAIN_RPC: {{ . | quote }}
{{- end }}
FAIRDRAW_CHAIN_CONTRACT: {{ required "chain.contract" $values.chain.contract | quote }}
{{- end }}
{{- if has "beacon" $uses }}
FAIRDRAW_BEACON_ID: {{ $values.beacon.id }}
FAIRDRAW_BEACON_URLS: {{ join "," $values.beacon.urls | quote }}
{{- end }}
{{- if has "oidc" $uses }}
QUARKUS_OIDC_AUTH_SERVER_URL: {{ required "oidc.url" $values.oidc.url | quote }}
{{- end }}
{{- with $values.telemetry.endpoint }}
QUARKUS_OTEL_SDK_DISABLED: "false"
QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
{{- end }}
{{- end -}}
