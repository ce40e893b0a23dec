using System.Text.Json;
using System.Text.Json.Serialization;
using Headroom.ControlPlane.Api.About;
using Headroom.ControlPlane.Api.Audit;
using Headroom.ControlPlane.Api.Autoscalers;
using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Energy;
using Headroom.ControlPlane.Api.Forecasts;
using Headroom.ControlPlane.Api.Manifests;
using Headroom.ControlPlane.Api.Overview;
using Headroom.ControlPlane.Api.PowerDomains;
using Headroom.ControlPlane.Api.Serverless;
using Headroom.ControlPlane.Api.Sessions;
using Headroom.ControlPlane.Api.WhatIf;
using Headroom.Operators.Autoscaling.Replays;

namespace Headroom.ControlPlane.Api.Hosting;

/// <summary>Everything the API sends or reads, camelCase, strict numbers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(AutoscalerPage))]
[JsonSerializable(typeof(EnergyPage))]
[JsonSerializable(typeof(AutoscalerItem))]
[JsonSerializable(typeof(DecisionPage))]
[JsonSerializable(typeof(DecisionItem))]
[JsonSerializable(typeof(RivalItem[]))]
[JsonSerializable(typeof(ForecastItem))]
[JsonSerializable(typeof(ServerlessServicePage))]
[JsonSerializable(typeof(ServerlessServiceItem))]
[JsonSerializable(typeof(ColdStartPage))]
[JsonSerializable(typeof(ServiceDecisionPage))]
[JsonSerializable(typeof(PowerDomainPage))]
[JsonSerializable(typeof(PowerNodePage))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(OverviewItem))]
[JsonSerializable(typeof(WhatIfPreview))]
[JsonSerializable(typeof(WhatIfItem))]
[JsonSerializable(typeof(SpecText))]
[JsonSerializable(typeof(ManifestItem))]
[JsonSerializable(typeof(ManifestText))]
[JsonSerializable(typeof(ManifestChange))]
[JsonSerializable(typeof(SessionItem))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(AboutItem))]
internal sealed partial class ApiJson : JsonSerializerContext;
