locals {
  # Names of the connector's counters, which a test compares with the code.
  counter_alerts = jsondecode(file("${path.module}/counters.json"))
  of_the_job     = "resource.type = \"dataflow_job\" AND resource.labels.job_name = \"${local.job_name}\""
  counter        = "${local.of_the_job} AND metric.type = \"dataflow.googleapis.com/job/user_counter\""
}

resource "google_monitoring_alert_policy" "job_failed" {
  project               = var.project_id
  display_name          = "${local.job_name}: the job failed"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = var.notification_channels
  user_labels           = local.labels

  conditions {
    display_name = "Dataflow tells that the job failed"

    condition_threshold {
      filter          = "${local.of_the_job} AND metric.type = \"dataflow.googleapis.com/job/is_failed\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Stored data is correct. The catch-up of the day, or a manual launch with `resume=true`, sends the remaining requests."
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "counter" {
  for_each = local.counter_alerts

  project               = var.project_id
  display_name          = "${local.job_name}: ${each.value.title}"
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = var.notification_channels
  user_labels           = local.labels

  conditions {
    display_name = each.key

    condition_threshold {
      filter          = "${local.counter} AND metric.labels.metric_name = \"${each.key}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_MAX"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = each.value.text
  }

  depends_on = [google_project_service.this]
}

# The scheduler logs the response to each launch; this metric counts refused launches.
resource "google_monitoring_alert_policy" "launch_refused" {
  count = length(local.schedules) == 0 ? 0 : 1

  project               = var.project_id
  display_name          = "${local.job_name}: the launch was refused"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = var.notification_channels
  user_labels           = local.labels

  conditions {
    display_name = "Cloud Scheduler could not start the job"

    condition_matched_log {
      filter = "resource.type=\"cloud_scheduler_job\" AND resource.labels.job_id=\"${var.name}-nightly\" AND severity>=ERROR"
    }
  }

  alert_strategy {
    notification_rate_limit {
      period = "3600s"
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "The answer stands in the log entry: a parameter's name, a missing role, or a job of that name that is still active."
  }

  depends_on = [google_project_service.this]
}
