using System.Text.Json.Serialization;
using Headroom.Contracts.Allowances;
using Headroom.ControlPlane.Api.About;
using Headroom.ControlPlane.Api.Allowances;
using Headroom.ControlPlane.Api.Audit;
using Headroom.ControlPlane.Api.Autoscalers;
using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Energy;
using Headroom.ControlPlane.Api.Forecasts;
using Headroom.ControlPlane.Api.Live;
using Headroom.ControlPlane.Api.Manifests;
using Headroom.ControlPlane.Api.Overview;
using Headroom.ControlPlane.Api.Portal;
using Headroom.ControlPlane.Api.PowerDomains;
using Headroom.ControlPlane.Api.Problems;
using Headroom.ControlPlane.Api.Serverless;
using Headroom.ControlPlane.Api.Sessions;
using Headroom.ControlPlane.Api.WhatIf;
using Headroom.Operators.Autoscaling.Replays;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Records;
using Headroom.Operators.Serverless.Records;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Headroom.ControlPlane.Api.Hosting;

internal static class ApiExtensions
{
    public static IServiceCollection AddHeadroomApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAutoscalerQueries, NoAutoscalers>();
        services.TryAddSingleton<IReplaySource, NoReplays>();
        services.TryAddSingleton<IServerlessQueries, NoServerless>();
        services.TryAddSingleton<IPowerQueries, NoPower>();
        services.TryAddSingleton<IDecisionClock, WallDecisionClock>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.ConfigureHttpJsonOptions(static o =>
        {
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            o.SerializerOptions.TypeInfoResolverChain.Insert(1, AllowanceJson.Default);
            o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddOpenApi("v1", ApiDocument.Configure);
        return services;
    }

    public static void UseHeadroomApi(this WebApplication app)
    {
        app.Use(new SurfaceRouting(app.Services).RouteAsync);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UsePortal();
        app.MapOpenApi();
        app.MapSignInLink();
        var api = app.MapGroup("/api/v1");
        api.MapAutoscalers();
        api.MapDecisions();
        api.MapForecasts();
        api.MapWhatIf();
        api.MapManifests();
        api.MapEnergy();
        api.MapPowerDomains();
        api.MapAudit();
        api.MapOverview();
        api.MapServerless();
        api.MapAllowances();
        api.MapStream();
        api.MapSession();
        api.MapAbout();
    }
}
