locals {
  # The sum of a counter at the end of each run.
  charts = [
    {
      title  = "Requests of a run, against the quota of the day"
      filter = "${local.counter} AND metric.labels.metric_name = \"requests\""
      by     = []
      line   = [var.queries_per_day]
    },
    {
      title  = "How the requests ended"
      filter = "${local.counter} AND metric.labels.metric_name = starts_with(\"outcomes-\")"
      by     = ["metric.labels.metric_name"]
      line   = []
    },
    {
      title  = "Failures by cause"
      filter = "${local.counter} AND metric.labels.metric_name = starts_with(\"failures-\")"
      by     = ["metric.labels.metric_name"]
      line   = []
    },
    {
      title  = "Rows fetched"
      filter = "${local.counter} AND metric.labels.metric_name = \"rows\""
      by     = []
      line   = []
    },
    {
      title  = "Days of bulk jobs without a file, without rows, or changed by newer files"
      filter = "${local.counter} AND metric.labels.metric_name = starts_with(\"bulk-days-\")"
      by     = ["metric.labels.metric_name"]
      line   = []
    },
    {
      title  = "Rows that newer bulk files changed"
      filter = "${local.counter} AND metric.labels.metric_name = \"bulk-rows-changed\""
      by     = []
      line   = []
    },
    {
      title  = "Freshness: time that runs took; a day without a point had no run"
      filter = "${local.of_the_job} AND metric.type = \"dataflow.googleapis.com/job/elapsed_time\""
      by     = []
      line   = []
    },
    {
      title  = "Milliseconds waited for the pace of the quota"
      filter = "${local.counter} AND metric.labels.metric_name = \"throttling-msecs\""
      by     = []
      line   = []
    },
  ]
}

resource "google_monitoring_dashboard" "nightly" {
  project = var.project_id

  dashboard_json = jsonencode({
    displayName = local.job_name
    labels      = { app = "" }
    mosaicLayout = {
      columns = 12
      tiles = [for number, chart in local.charts : {
        xPos   = number % 2 * 6
        yPos   = floor(number / 2) * 4
        width  = 6
        height = 4
        widget = {
          title = chart.title
          xyChart = {
            dataSets = [{
              plotType = "STACKED_BAR"
              timeSeriesQuery = {
                timeSeriesFilter = {
                  filter = chart.filter
                  aggregation = {
                    alignmentPeriod    = "3600s"
                    perSeriesAligner   = "ALIGN_MAX"
                    crossSeriesReducer = "REDUCE_SUM"
                    groupByFields      = chart.by
                  }
                }
              }
            }]
            thresholds = [for value in chart.line : { value = value }]
          }
        }
      }]
    }
  })

  depends_on = [google_project_service.this]
}
