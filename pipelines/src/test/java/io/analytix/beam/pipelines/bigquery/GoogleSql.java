// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.zetasql.Analyzer;
import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.LanguageOptions;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.SimpleColumn;
import com.google.zetasql.SimpleTable;
import com.google.zetasql.SqlException;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLBuiltinFunctionOptions;
import com.google.zetasql.ZetaSQLOptions.LanguageFeature;
import com.google.zetasql.ZetaSQLOptions.ProductMode;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.bigquery.sql.SqlType;
import io.analytix.beam.pipelines.bigquery.sql.TableColumn;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** GoogleSQL's own analyzer over tables with their true columns. */
final class GoogleSql {
  private static final Map<SqlType, TypeKind> TYPES =
      Map.of(
          SqlType.STRING, TypeKind.TYPE_STRING,
          SqlType.INT64, TypeKind.TYPE_INT64,
          SqlType.FLOAT64, TypeKind.TYPE_DOUBLE,
          SqlType.NUMERIC, TypeKind.TYPE_NUMERIC,
          SqlType.BOOL, TypeKind.TYPE_BOOL,
          SqlType.DATE, TypeKind.TYPE_DATE,
          SqlType.TIMESTAMP, TypeKind.TYPE_TIMESTAMP);

  private final SimpleCatalog catalog = new SimpleCatalog("bigquery");
  private final AnalyzerOptions options = new AnalyzerOptions();

  GoogleSql() {
    LanguageOptions language = options.getLanguageOptions();
    language.enableMaximumLanguageFeatures();
    language.setSupportsAllStatementKinds();
    language.setProductMode(ProductMode.PRODUCT_EXTERNAL);
    // What BigQuery refuses and the maximum allows.
    language.enableLanguageFeature(LanguageFeature.FEATURE_DISALLOW_GROUP_BY_FLOAT);
    language.enableReservableKeyword("QUALIFY");
    options.setLanguageOptions(language);
    catalog.addZetaSQLFunctionsAndTypes(new ZetaSQLBuiltinFunctionOptions(language));
  }

  /** Makes a table known; BigQuery takes a quoted path as one name. */
  GoogleSql with(DatasetName dataset, TableShape shape) {
    String name = dataset.project() + "." + dataset.dataset() + "." + shape.name();
    List<SimpleColumn> columns = new ArrayList<>();
    for (TableColumn column : shape.columns()) {
      columns.add(
          new SimpleColumn(
              name,
              column.name(),
              TypeFactory.createSimpleType(TYPES.get(column.type())),
              false,
              true));
    }
    catalog.addSimpleTable(new SimpleTable(name, columns));
    return this;
  }

  /**
   * Analyzes a statement.
   *
   * @throws SqlException if it is none, or of other columns or types
   */
  ResolvedStatement analyze(String sql) {
    return Analyzer.analyzeStatement(sql, options, catalog);
  }
}
