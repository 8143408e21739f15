#!/usr/bin/env bash
# The request of the Getfly document (seeds/002). Its table of the body and its cURL example differ in the
# code of the custom field: the first argument is `custom_field` or `extended_field`. The page obscures the
# e-mail address; testuser@whmcs.com stands for it. Prints the HTTP status, then the body.
set -euo pipefail

if [[ $1 == custom_field ]]; then
    fields=$'{\n"custom_field": "new value"\n}'
else
    fields='{ "extended_field": "new value" }'
fi

answer=$(curl --silent --show-error --write-out '\n%{http_code}' \
    --location --request PUT "$SAMPLE_URL/api/v6.1/ticket" \
    --header 'Content-Type: application/json' \
    --header "X-API-KEY: $SAMPLE_API_KEY" \
    --header 'Cookie: v6_getflycrm_session=eyJpdiI6IjEifQ%3D%3D' \
    --data-raw "{
\"ticket_title\": \"New Title\",
\"ticket_content\": \"<p>Updated content</p>\",
\"account_email\": \"testuser@whmcs.com\",
\"cate_name\": \"New Category\",
\"status_name\": \"New Status\",
\"expected_at\": \"2025-01-01\",
\"custom_fields\": $fields,
\"emergency_phone\": \"0123456789\",
\"ticket_code\": \"ABCXYZ1234\"
}")
printf '%s\n%s' "${answer##*$'\n'}" "${answer%$'\n'*}"
