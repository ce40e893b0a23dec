using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>Events on their way to other replicas. Empty but for moments, and without a broker always.</summary>
[DbContext(typeof(StoreContext))]
[Migration("20261122030000_Outbox")]
internal sealed class OutboxMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            CREATE TABLE outbox (
                sequence bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT "PK_outbox" PRIMARY KEY,
                id bigint NOT NULL,
                kind text NOT NULL,
                namespace text NOT NULL,
                name text NOT NULL,
                body bytea NOT NULL);
            """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE outbox;");
}
