using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>Starts and decisions of ServerlessServices.</summary>
[DbContext(typeof(StoreContext))]
[Migration("20261121230000_Serverless")]
internal sealed class ServerlessMigration : Migration
{
    // The history of one service, newest first, is a backward scan of either key.
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            CREATE TABLE cold_starts (
                service_uid text NOT NULL,
                began timestamp with time zone NOT NULL,
                pod_uid text NOT NULL,
                namespace text NOT NULL,
                service text NOT NULL,
                pod text NOT NULL,
                cause text NOT NULL,
                is_from_zero boolean NOT NULL,
                was_awaited boolean NOT NULL,
                decision_seconds double precision NOT NULL,
                scheduling_seconds double precision NOT NULL,
                image_pull_seconds double precision,
                container_start_seconds double precision NOT NULL,
                loading_seconds double precision NOT NULL,
                first_byte_seconds double precision,
                CONSTRAINT "PK_cold_starts" PRIMARY KEY (service_uid, began, pod_uid));
            CREATE TABLE service_decisions (
                service_uid text NOT NULL,
                decided timestamp with time zone NOT NULL,
                namespace text NOT NULL,
                service text NOT NULL,
                replicas_before integer NOT NULL,
                replicas integer NOT NULL,
                reason text NOT NULL,
                message text NOT NULL,
                CONSTRAINT "PK_service_decisions" PRIMARY KEY (service_uid, decided));
            """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE cold_starts; DROP TABLE service_decisions;");
}
