locals {
  schedules = { for name, schedule in {
    nightly  = var.schedule
    catch-up = var.schedule == null ? null : var.catch_up_schedule
  } : name => schedule if schedule != null && var.template_image != null }
}

resource "google_cloud_scheduler_job" "launch" {
  for_each = local.schedules

  project          = var.project_id
  region           = var.region
  name             = "${var.name}-${each.key}"
  description      = each.key == "nightly" ? "Starts ${local.job_name}." : "Starts ${local.job_name} again for what was not answered."
  schedule         = each.value
  time_zone        = "America/Los_Angeles"
  attempt_deadline = "180s"

  retry_config {
    retry_count          = 3
    min_backoff_duration = "60s"
    max_backoff_duration = "600s"
  }

  http_target {
    http_method = "POST"
    uri         = "https://dataflow.googleapis.com/v1b3/projects/${var.project_id}/locations/${var.region}/flexTemplates:launch"
    headers     = { "Content-Type" = "application/json" }
    body        = base64encode(local.launches[each.key])

    oauth_token {
      service_account_email = google_service_account.launcher.email
      scope                 = "https://www.googleapis.com/auth/cloud-platform"
    }
  }

  depends_on = [google_project_service.this]
}
