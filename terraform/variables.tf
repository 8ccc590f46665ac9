variable "project_id" {
  description = "Project that runs the nightly job."
  type        = string
}

variable "project_number" {
  description = "Number of that project; looked up when null."
  type        = string
  default     = null
}

variable "region" {
  description = "Region of the Dataflow job, the scheduler's jobs and the image repository."
  type        = string
}

variable "location" {
  description = "Location of the dataset and the buckets: a region or a multi-region."
  type        = string
}

variable "name" {
  description = "Prefix of all resource names; the job is named NAME-nightly."
  type        = string
  default     = "analytix"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "Lower-case letters, digits and dashes, 3 to 20 characters, beginning with a letter."
  }
}

variable "labels" {
  description = "Labels for all resources that support them."
  type        = map(string)
  default     = {}
}

variable "template_image" {
  description = "The template's image by digest (REPOSITORY/analytix-nightly@sha256:…). While null, before the image is pushed, nothing is scheduled."
  type        = string
  default     = null

  validation {
    condition     = var.template_image == null || can(regex("@sha256:[0-9a-f]{64}$", var.template_image))
    error_message = "Pin the image by its digest: …@sha256:…"
  }
}

variable "template_parameters" {
  description = "Further parameters of the nightly run, by their names in template-metadata.json. No dates: the job computes them."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(setintersection(keys(var.template_parameters), ["startDate", "endDate", "resume"])) == 0
    error_message = "A schedule cannot work out dates, and the catch-up alone resumes: startDate, endDate and resume are for runs by hand."
  }

  validation {
    condition     = length(setintersection(keys(var.template_parameters), ["tokenRecords", "clientSecrets", "output", "outputDataset"])) == 0
    error_message = "The module says tokenRecords, clientSecrets, output and outputDataset itself: see secret_prefix, client_secret_id, dataset_id and parquet_output."
  }
}

variable "secret_prefix" {
  description = "Prefix of the ids of the secrets that hold token records, one per channel. The workers can read these secrets and the OAuth client's only."
  type        = string
  default     = "analytix-channel-"

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{4,200}$", var.secret_prefix))
    error_message = "At least 4 characters out of A-Z a-z 0-9 _ -."
  }
}

variable "client_secret_id" {
  description = "Id of the secret that holds the OAuth client's file. The module creates it empty."
  type        = string
  default     = "analytix-client"

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{4,200}$", var.client_secret_id))
    error_message = "At least 4 characters out of A-Z a-z 0-9 _ -."
  }
}

variable "secret_locations" {
  description = "Regions of the secrets' replicas, for organisations that forbid automatic replication; `[]` for automatic replication. When null: `location` if that is a region, else automatic. A replica in the region of kms_key_name uses that key. Secrets that exist keep theirs."
  type        = list(string)
  default     = null

  validation {
    condition     = alltrue([for location in coalesce(var.secret_locations, []) : can(regex("^[a-z]+-[a-z]+[0-9]+$", location))])
    error_message = "Regions such as europe-west1."
  }
}

variable "channels" {
  description = "Names of token records for which the module creates an empty secret; `analytix authorise` creates others. Tokens never pass through Terraform."
  type        = set(string)
  default     = []
}

variable "enable_token_writeback" {
  description = "Lets the workers save refresh tokens that Google rotates (rare): they add versions to token records and disable the previous ones."
  type        = bool
  default     = false
}

variable "dataset_id" {
  description = "BigQuery dataset for the tables, which the job creates; null for none."
  type        = string
  default     = "youtube_analytics"

  validation {
    condition     = var.dataset_id == null || can(regex("^[A-Za-z0-9_]+$", var.dataset_id))
    error_message = "Letters, digits and underscores."
  }
}

variable "parquet_output" {
  description = "Whether to create a bucket and write Parquet there instead of to BigQuery; dataset_id must be null."
  type        = bool
  default     = false
}

variable "month_files" {
  description = "Whether to keep one file per report and month with the rows of all channels beside the channels' files, for readers; needs parquet_output."
  type        = bool
  default     = false
}

variable "bulk_reports" {
  description = "Report types of the YouTube Reporting API whose bulk files are fetched, such as channel_basic_a3. With them, reports in template_parameters has no default."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.bulk_reports : can(regex("^[a-z][a-z0-9_]*$", id))])
    error_message = "Ids of report types: 'analytix jobs types' lists them."
  }
}

variable "create_jobs" {
  description = "Whether to create missing jobs of bulk_reports: YouTube generates no files without a job."
  type        = bool
  default     = false
}

variable "schedule" {
  description = "When to run, or null for no schedule. Cron, in Pacific time; not between 01:00 and 03:00, because daylight saving changes skip or repeat an hour."
  type        = string
  default     = "0 9 * * *"
}

variable "catch_up_schedule" {
  description = "When to send the requests that the run of that day did not complete, or null for never. Cron, in Pacific time."
  type        = string
  default     = "0 15 * * *"
}

variable "max_workers" {
  description = "Maximum number of workers. The API's quota is the bottleneck: one worker fetches, further ones only store."
  type        = number
  default     = 2

  validation {
    condition     = var.max_workers >= 1 && var.max_workers <= 8
    error_message = "1 to 8."
  }
}

variable "machine_type" {
  description = "Machine type of the workers; null for the service's default."
  type        = string
  default     = null
}

variable "flexrs" {
  description = "Runs on FlexRS: cheaper, starts up to six hours later. The requested days are those of the launch."
  type        = bool
  default     = false
}

variable "subnetwork" {
  description = "Subnetwork with Private Google Access (regions/REGION/subnetworks/NAME or a URL): workers then have no public address. Null for the default network, or the one of create_network."
  type        = string
  default     = null
}

variable "create_network" {
  description = "Creates a network with Private Google Access for the workers."
  type        = bool
  default     = false
}

variable "kms_key_name" {
  description = "Key for buckets, dataset, image repository, secrets with replicas in its region, and job; null for Google's. Grant the service agents the right to use it."
  type        = string
  default     = null
}

variable "queries_per_day" {
  description = "The project's quota of requests per day, for the job and the dashboard."
  type        = number
  default     = 50000
}

variable "queries_per_minute" {
  description = "The project's quota of requests per minute, for the job and the dashboard."
  type        = number
  default     = 600
}

variable "notification_channels" {
  description = "Monitoring notification channels for failures."
  type        = list(string)
  default     = []
}

variable "force_destroy" {
  description = "Lets `terraform destroy` delete buckets and datasets that are not empty. For test projects."
  type        = bool
  default     = false
}
