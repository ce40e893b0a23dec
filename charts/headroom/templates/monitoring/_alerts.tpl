{{/* Groups of alerts for what is installed: without a database, a broker, activators or agents theirs would only confuse. */}}
{{- define "headroom.hasAlertGroup" -}}
{{- $off := list -}}
{{- if eq .root.Values.database.mode "none" }}{{ $off = append $off "headroom-database" }}{{ end -}}
{{- if eq .root.Values.messaging.mode "none" }}{{ $off = append $off "headroom-messaging" }}{{ end -}}
{{- if not .root.Values.activator.enabled }}{{ $off = append $off "headroom-serverless" }}{{ end -}}
{{- if not .root.Values.power.enabled }}{{ $off = append $off "headroom-power" }}{{ end -}}
{{- if not (has .group $off) }}yes{{ end -}}
{{- end -}}
