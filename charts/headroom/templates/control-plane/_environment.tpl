{{- define "headroom.databaseEnv" -}}
{{- with include "headroom.databaseSecret" . -}}
- name: ConnectionStrings__Headroom
  valueFrom: { secretKeyRef: { name: {{ . }}, key: {{ ternary $.Values.database.external.key "connectionString" (eq $.Values.database.mode "external") }} } }
{{- end }}
{{- end -}}
{{- define "headroom.controlPlaneEnv" -}}
- name: POD_IP
  valueFrom: { fieldRef: { fieldPath: status.podIP } }
- { name: Operator__Namespace, value: {{ .Release.Namespace | quote }} }
- { name: Operator__Workers, value: {{ .Values.controlPlane.workers | quote }} }
- { name: Operator__ModelMemoryMiB, value: {{ .Values.controlPlane.modelMemoryMiB | quote }} }
- { name: Logging__LogLevel__Default, value: {{ .Values.controlPlane.logLevel }} }
- { name: Http__Urls, value: "https://*:8082" }
- { name: Metrics__Url, value: "http://*:8080" }
- { name: Probes__Url, value: "http://*:8081" }
- { name: Kestrel__Certificates__Default__Path, value: /etc/headroom/tls/tls.crt }
- { name: Kestrel__Certificates__Default__KeyPath, value: /etc/headroom/tls/tls.key }
{{- if .Values.power.enabled }}
- { name: Agents__Url, value: "https://*:8443" }
# Where followers send agents to this replica while it leads.
- { name: Operator__AgentsAddress, value: "$(POD_IP):8443" }
- { name: Agents__ServiceAccount, value: "{{ .Release.Namespace }}:{{ include "headroom.name" (dict "root" . "component" "node-agent") }}" }
{{- end }}
{{- if .Values.scheduler.enabled }}
- { name: Scheduler__Url, value: "https://*:8444" }
- { name: Scheduler__ClientCaFile, value: /etc/headroom/scheduler/ca.crt }
- { name: Scheduler__ClientName, value: {{ include "headroom.name" (dict "root" . "component" "scheduler") }} }
{{- end }}
{{- if .Values.activator.enabled }}
- { name: Serverless__Activators, value: "http://{{ include "headroom.name" (dict "root" . "component" "activator-admin") }}.{{ .Release.Namespace }}:9090" }
{{- end }}
{{- with include "headroom.databaseEnv" . }}
{{ . }}
{{- end }}
{{- if eq .Values.messaging.mode "external" }}
- name: Messaging__RabbitMq
  valueFrom: { secretKeyRef: { name: {{ required "messaging.external.secretName is required with messaging.mode external" .Values.messaging.external.secretName }}, key: {{ .Values.messaging.external.key }} } }
{{- end }}
# The file system of the container is read-only.
- { name: DOTNET_EnableDiagnostics, value: "0" }
{{- end -}}
