mock_provider "google" {
  source = "./tests/google"
}

variables {
  project_id     = "demo-project"
  region         = "europe-west1"
  location       = "EU"
  template_image = "europe-west1-docker.pkg.dev/demo-project/analytix/analytix-nightly@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

run "alerts_are_about_this_job" {
  assert {
    condition     = strcontains(google_monitoring_alert_policy.job_failed.conditions[0].condition_threshold[0].filter, "job_name = \"analytix-nightly\"")
    error_message = "the job"
  }
  assert {
    condition     = alltrue([for name, p in google_monitoring_alert_policy.counter : strcontains(p.conditions[0].condition_threshold[0].filter, "metric_name = \"${name}\"")])
    error_message = "each counter by its name"
  }
  assert {
    condition     = toset(keys(google_monitoring_alert_policy.counter)) == toset(keys(jsondecode(file("./counters.json"))))
    error_message = "all that the file names"
  }
  assert {
    condition     = length(setsubtract(["bulk-days-missing", "bulk-jobs-losing-files", "bulk-jobs-expiring", "bulk-accounts-without-rows", "bulk-jobs-without-recent-rows", "bulk-days-unconfirmed", "bulk-days-restated", "failures-JOB_MISSING", "failures-REPORT_TYPE_RETIRED"], keys(google_monitoring_alert_policy.counter))) == 0
    error_message = "bulk files that are missed, or will be"
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.launch_refused[0].conditions[0].condition_matched_log[0].filter, "analytix-nightly")
    error_message = "the scheduler"
  }
  assert {
    condition     = google_monitoring_alert_policy.launch_refused[0].alert_strategy[0].notification_rate_limit[0].period == "3600s"
    error_message = "which a log alert needs"
  }
}

run "dashboard_shows_the_quota" {
  assert {
    condition     = jsondecode(google_monitoring_dashboard.nightly.dashboard_json).mosaicLayout.tiles[0].widget.xyChart.thresholds[0].value == 50000
    error_message = "the line of the quota"
  }
  assert {
    condition     = length(jsondecode(google_monitoring_dashboard.nightly.dashboard_json).mosaicLayout.tiles) == 8
    error_message = "eight charts"
  }
}
