using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Simulation;

namespace Headroom.LocalCluster.Tests.Kubectl;

/// <summary>What the stock kubectl prints and how it exits, for the versions that are installed here.</summary>
public sealed class KubectlTests
{
    private const string Head = """{"apiVersion":"test.headroom.dev/v1","kind":"Autopilot","metadata":{"name":"bad"},"spec":""";

    private static readonly KubectlStep[] CustomResources =
    [
        new("version -o yaml", "gitVersion: v1.33.0+headroom-local"),
        new("cluster-info", "is running at"),
        new("apply -f crd.yaml", "autopilots.test.headroom.dev created"),
        new("wait --for=condition=Established crd/autopilots.test.headroom.dev --timeout=10s", "condition met"),
        new("apply -f autopilot.yaml", "autopilot.test.headroom.dev/chat created"),
        new("apply -f autopilot.yaml", "autopilot.test.headroom.dev/chat unchanged"),
        new("get ap", "NAME   TARGET   MAX   READY   AGE"),
        new("get headroom -o wide -A", "Recommend"),
        new("get ap chat -o yaml", "mode: Recommend\nsurge: 25%\nwindow: 5m\ngeneration: 1"),
        new("explain ap.spec.mode", "Whether to act."),
        new("explain deploy.spec.strategy.rollingUpdate", "maxSurge"),
        new("apply -f -", "spec.maxReplicas: Invalid value: 1000: spec.maxReplicas in body should be less than or equal to 100", 1,
            Head + """{"target":{"name":"a"},"maxReplicas":1000}}"""),
        new("apply -f -", "spec.mode: Unsupported value: \"x\": supported values: \"Recommend\", \"Apply\"", 1,
            Head + """{"target":{"name":"a"},"maxReplicas":1,"mode":"x"}}"""),
        new("apply -f -", "spec.target.name: Required value", 1, Head + """{"target":{},"maxReplicas":1}}"""),
        new("apply -f -", "strict decoding error: unknown field \"spec.bogus\"", 1, Head + """{"target":{"name":"a"},"maxReplicas":1,"bogus":1}}"""),
        new("scale ap/chat --replicas=3", "autopilot.test.headroom.dev/chat scaled"),
        new("get ap chat -o jsonpath={.spec.replicas}/{.metadata.generation}", "3/2"),
        new("""patch ap chat --type=merge --subresource=status -p {"status":{"conditions":[{"type":"Ready","status":"True"}]}}""", "patched"),
        new("wait --for=condition=Ready ap/chat --timeout=10s", "condition met"),
        new("get ap chat -o jsonpath={.metadata.generation}", "2"),
        new("apply --server-side -f autopilot.yaml", "serverside-applied"),
        new("get ap chat -o yaml --show-managed-fields", "manager: kubectl\noperation: Apply"),
        new("""patch ap chat --type=json -p [{"op":"replace","path":"/spec/maxReplicas","value":11}]""", "patched"),
        new("label ap chat tier=gold", "labeled"),
        new("get ap -l tier=gold", "chat"),
        new("get ap -l tier!=gold", "No resources found"),
        new("get ap --field-selector metadata.name=other", "No resources found"),
        new("describe ap chat", "Max Replicas:  11\nEvents:\n<none>"),
        new("delete ap chat", "deleted"),
        new("get ap chat", "autopilots.test.headroom.dev \"chat\" not found", 1),
        new("delete crd autopilots.test.headroom.dev", "deleted"),
        new("get ap", "", 1),
    ];

    private static readonly KubectlStep[] Workloads =
    [
        new("get nodes", "a100-0   Ready"),
        new("get nodes -l nvidia.com/gpu.product=NVIDIA-L4 -o name", "node/l4-0"),
        new("apply -f deployment.yaml", "deployment.apps/web created"),
        new("rollout status deploy/web --timeout=30s", "successfully rolled out"),
        new("get deploy web", "web    3/3     3            3"),
        new("get pods --field-selector status.phase=Running -o name", "pod/web-"),
        new("get pods --field-selector spec.nodeName=nowhere", "No resources found"),
        new("top pods", "50m          102Mi"),
        new("set image deploy/web main=nginx:2", "image updated"),
        new("rollout status deploy/web --timeout=30s", "successfully rolled out"),
        new("rollout history deploy/web", "REVISION"),
        new("rollout undo deploy/web", "rolled back"),
        new("rollout status deploy/web --timeout=30s", "successfully rolled out"),
        new("scale deploy/web --replicas=1", "scaled"),
        new("wait --for=jsonpath={.status.replicas}=1 deploy/web --timeout=30s", "condition met"),
        new("wait --for=condition=Available deploy/web --timeout=30s", "condition met"),
        new("describe deploy web", "ScalingReplicaSet\nScaled up replica set\nNewReplicaSetAvailable"),
        new("describe pods", "Successfully assigned default/web-"),
        new("get events --field-selector reason=ScalingReplicaSet", "deployment/web"),
        new("""patch deploy web -p {"spec":{"template":{"spec":{"containers":[{"name":"main","image":"nginx:3"}]}}}}""", "patched"),
        new("get deploy web -o jsonpath={.spec.template.spec.containers[0].env[0].value}{.spec.template.spec.containers[0].image}", "1nginx:3"),
        new("delete deploy web", "deleted"),
        new("wait --for=delete pods -l app=web --timeout=30s", ""),
        new("get rs", "No resources found"),
    ];

    private static readonly KubectlStep[] Access =
    [
        new("create ns team", "namespace/team created"),
        new("create sa bob -n team", "serviceaccount/bob created"),
        new("create role reader --verb=get,list --resource=pods -n team", "created"),
        new("create rolebinding bob --role=reader --serviceaccount=team:bob -n team", "created"),
        new("auth can-i list pods -n team --as=system:serviceaccount:team:bob", "yes"),
        new("auth can-i delete pods -n team --as=system:serviceaccount:team:bob", "no", 1),
        new("auth can-i * *", "yes"),
        new("delete pod x -n team --as=system:serviceaccount:team:bob",
            "pods \"x\" is forbidden: User \"system:serviceaccount:team:bob\" cannot delete resource \"pods\" in API group \"\" in the namespace \"team\"", 1),
        new("create token bob -n team", ""),
        new("create configmap settings --from-literal=a=b -n team", "created"),
        new("create configmap settings --from-literal=a=b -n team", "configmaps \"settings\" already exists", 1),
        new("logs nothing", "pods \"nothing\" not found", 1),
        new("delete ns team", "deleted"),
        new("get cm -n team", "No resources found"),
        new("api-resources --api-group=apps", "deployments"),
    ];

    public static MatrixTheoryData<string, string> Versions() =>
        new(["1.27", "1.30", "1.33"], ["resources", "workloads", "access"]);

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Steps_OfAScenario_PrintAndExitAsOnACluster(string version, string scenario)
    {
        var ct = TestContext.Current.CancellationToken;
        var options = new LocalClusterOptions { StartDelay = new StartDelay(0.2, 0.1), Speed = 2 };
        await using var host = await LocalClusterHost.StartAsync(options, ct);
        using var kubectl = KubectlProcess.Start(version, host.Kubeconfig);
        var steps = scenario switch { "resources" => CustomResources, "workloads" => Workloads, _ => Access };

        foreach (var step in steps)
        {
            var (exitCode, output) = await kubectl.RunAsync(step.Arguments, step.Input, ct);

            Assert.True(
                exitCode == step.ExitCode && step.Expected.Split('\n').All(output.Contains),
                $"kubectl {step.Arguments}\nexit {exitCode}, expected {step.ExitCode} and '{step.Expected}' in:\n{output}");
        }
    }
}
