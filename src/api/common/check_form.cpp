#include "api/common/check_form.hpp"

namespace desk::api {

core::Result<void> check_form(net::FormError error) {
    switch (error) {
        case net::FormError::none:
            return {};
        case net::FormError::malformed:
            return core::fail(core::Errc::malformed_request);
        case net::FormError::too_many_fields:
            return core::fail(core::Errc::too_many_parameters);
    }
    return core::fail(core::Errc::malformed_request);
}

}  // namespace desk::api
