{{/* Name of the release's objects; 40 characters leave room for what follows. */}}
{{- define "headroom.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Arguments: root, component. */}}
{{- define "headroom.name" -}}
{{- printf "%s-%s" (include "headroom.fullname" .root) .component -}}
{{- end -}}

{{- define "headroom.selectorLabels" -}}
app.kubernetes.io/name: headroom
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "headroom.labels" -}}
{{ include "headroom.selectorLabels" . }}
app.kubernetes.io/part-of: headroom
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Arguments: root, image (with a digest, or with a registry and tag of its own). */}}
{{- define "headroom.image" -}}
{{- $registry := required "image.registry is required: no public registry serves the images (docs/install.md)" (default .root.Values.image.registry .image.registry) -}}
{{- $tag := coalesce .image.tag .root.Values.image.tag .root.Chart.AppVersion -}}
{{- printf "%s/%s" $registry .image.repository -}}
{{- if .image.digest -}}{{- printf "@%s" .image.digest -}}{{- else -}}{{- printf ":%s" $tag -}}{{- end -}}
{{- end -}}

{{- define "headroom.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* The restricted level of Pod Security, for a pod and for its containers. */}}
{{- define "headroom.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1654
runAsGroup: 1654
fsGroup: 1654
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "headroom.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{/* Arguments: root, component, values. Where the component's pods go, with our own defaults. */}}
{{- define "headroom.scheduling" -}}
affinity:
  {{- if .values.affinity }}
  {{- toYaml .values.affinity | nindent 2 }}
  {{- else }}
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "headroom.selectorLabels" . | nindent 14 }}
  {{- end }}
topologySpreadConstraints:
  {{- if .values.topologySpreadConstraints }}
  {{- toYaml .values.topologySpreadConstraints | nindent 2 }}
  {{- else }}
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "headroom.selectorLabels" . | nindent 8 }}
  {{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{- define "headroom.tlsSecret" -}}
{{- if eq .Values.tls.mode "existing" -}}
{{- required "tls.secretName is required with tls.mode existing" .Values.tls.secretName -}}
{{- else -}}
{{- include "headroom.name" (dict "root" . "component" "tls") -}}
{{- end -}}
{{- end -}}

{{/* What schedulers show the control plane, and the authority that it trusts them by. */}}
{{- define "headroom.schedulerSecret" -}}
{{- if eq .Values.tls.mode "existing" -}}
{{- required "scheduler.clientSecretName is required with tls.mode existing" .Values.scheduler.clientSecretName -}}
{{- else -}}
{{- include "headroom.name" (dict "root" . "component" "scheduler-client") -}}
{{- end -}}
{{- end -}}

{{/* The names that clients and agents call the control plane by, as a list. */}}
{{- define "headroom.tlsNames" -}}
{{- $names := list -}}
{{- range $service := list (include "headroom.name" (dict "root" . "component" "control-plane")) (include "headroom.name" (dict "root" . "component" "agents")) -}}
{{- $names = concat $names (list $service (printf "%s.%s" $service $.Release.Namespace) (printf "%s.%s.svc" $service $.Release.Namespace) (printf "%s.%s.svc.cluster.local" $service $.Release.Namespace)) -}}
{{- end -}}
{{- toJson $names -}}
{{- end -}}

{{/* Secret and key of the connection string; empty without a database. */}}
{{- define "headroom.databaseSecret" -}}
{{- if eq .Values.database.mode "external" -}}
{{- required "database.external.secretName is required with database.mode external" .Values.database.external.secretName -}}
{{- else if eq .Values.database.mode "bundled" -}}
{{- include "headroom.name" (dict "root" . "component" "postgresql") -}}
{{- end -}}
{{- end -}}
