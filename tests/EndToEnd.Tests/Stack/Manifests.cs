namespace Headroom.EndToEnd.Tests.Stack;

/// <summary>A workload of the tests' own, so that the examples stay as they are.</summary>
internal static class Manifests
{
    public static string Namespace(string name) => $"{{ apiVersion: v1, kind: Namespace, metadata: {{ name: {name} }} }}\n";

    public static string Deployment(string ns, string name, int replicas = 2) => $$"""
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{name}}, namespace: {{ns}} }
        spec:
          replicas: {{replicas}}
          selector: { matchLabels: { app: {{name}} } }
          template:
            metadata: { labels: { app: {{name}} } }
            spec: { containers: [ { name: server, image: "example.com/{{name}}:1", resources: { requests: { cpu: 100m } } } ] }

        """;

    public static string Autoscaler(
        string ns, string name, int min = 1, int max = 64, string target = "Deployment",
        string level = "99%", string source = "trace: { file: load.csv }", string perReplica = "20") => $$"""
        ---
        apiVersion: headroom.dev/v1alpha1
        kind: PredictiveAutoscaler
        metadata: { name: {{name}}, namespace: {{ns}} }
        spec:
          scaleTargetRef: { apiVersion: apps/v1, kind: {{target}}, name: {{name}} }
          minReplicas: {{min}}
          maxReplicas: {{max}}
          mode: Apply
          indicators:
            - { name: requests, {{source}} }
          capacity: { perReplica: "{{perReplica}}" }
          objective: { serviceLevel: "{{level}}", replicaCostPerHour: "1" }

        """;

    public static string HorizontalScaler(string ns, string name) => $$"""
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: { name: {{name}}, namespace: {{ns}} }
        spec:
          scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {{name}} }
          minReplicas: 2
          maxReplicas: 8
          metrics: [ { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } } ]

        """;
}
