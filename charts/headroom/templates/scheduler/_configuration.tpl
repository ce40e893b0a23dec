{{/* KubeSchedulerConfiguration. The second extender makes no calls: only entries with managedResources can say which resources the
     scheduler shall not count itself, and an entry that makes calls would then not be asked about pods that carry annotations alone. */}}
{{- define "headroom.schedulerConfiguration" -}}
{{- $url := printf "https://%s.%s.svc:8444/scheduler" (include "headroom.name" (dict "root" . "component" "extender")) .Release.Namespace -}}
apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
leaderElection:
  leaderElect: true
  resourceLock: leases
  resourceName: {{ include "headroom.name" (dict "root" . "component" "scheduler") }}
  resourceNamespace: {{ .Release.Namespace }}
profiles:
  - schedulerName: {{ .Values.scheduler.name }}
extenders:
  - urlPrefix: {{ $url }}
    filterVerb: filter
    prioritizeVerb: prioritize
    preemptVerb: preempt
    bindVerb: bind
    weight: {{ .Values.scheduler.weight }}
    httpTimeout: 5s
    nodeCacheCapable: true
    enableHTTPS: true
    tlsConfig:
      # A name of the API's certificate, which is older than this Service may be.
      serverName: {{ include "headroom.name" (dict "root" . "component" "control-plane") }}.{{ .Release.Namespace }}.svc
      caFile: /etc/headroom/authority/ca.crt
      certFile: /etc/headroom/client/tls.crt
      keyFile: /etc/headroom/client/tls.key
  - urlPrefix: {{ $url }}
    managedResources:
      - { name: nvidia.com/gpu, ignoredByScheduler: true }
      - { name: nvidia.com/gpucores, ignoredByScheduler: true }
      - { name: nvidia.com/gpumem-percentage, ignoredByScheduler: true }
{{- end -}}
