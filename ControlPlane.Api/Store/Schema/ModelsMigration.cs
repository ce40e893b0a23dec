using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>Fitted forecasts, over a restart.</summary>
[DbContext(typeof(StoreContext))]
[Migration("20261121120000_Models")]
internal sealed class ModelsMigration : Migration
{
    // Half floats do not compress: no time is spent on trying.
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            CREATE TABLE models (
                saved timestamp with time zone NOT NULL,
                uid text NOT NULL CONSTRAINT "PK_models" PRIMARY KEY,
                fitted_for text NOT NULL,
                fitted_at timestamp with time zone NOT NULL,
                image bytea NOT NULL);
            ALTER TABLE models ALTER COLUMN image SET STORAGE EXTERNAL;
            """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE models;");
}
