using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>Energy by hour, node and pod.</summary>
[DbContext(typeof(StoreContext))]
[Migration("20261121150000_Energy")]
internal sealed class EnergyMigration : Migration
{
    // Added to once a minute within its hour: room in each page keeps that off the index.
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            CREATE TABLE energy (
                hour timestamp with time zone NOT NULL,
                millijoules bigint NOT NULL,
                node text NOT NULL,
                namespace text NOT NULL,
                pod text NOT NULL,
                CONSTRAINT "PK_energy" PRIMARY KEY (hour, node, namespace, pod)) WITH (fillfactor = 70);
            """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE energy;");
}
