using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>What autoscalers have learned, over a restart.</summary>
[DbContext(typeof(StoreContext))]
[Migration("20261121090000_Learned")]
internal sealed class LearnedMigration : Migration
{
    // Replaced in place every few minutes: room in each page lets PostgreSQL do that without touching the index.
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            CREATE TABLE learned (
                saved timestamp with time zone NOT NULL,
                uid text NOT NULL CONSTRAINT "PK_learned" PRIMARY KEY,
                state jsonb NOT NULL) WITH (fillfactor = 50);
            """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE learned;");
}
