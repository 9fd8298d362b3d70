// Names as people write them: compared without case, and with space, dash and underscore alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hpg::io {

/// "Testosterone Cypionate", "testosterone-cypionate" -> "testosterone_cypionate".
[[nodiscard]] std::string plain_name(std::string_view name);

/// What a user wrote, in quotes, clipped so that a message stays one readable line.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// "a", "b" or "c".
[[nodiscard]] std::string one_of(const std::vector<std::string>& names);

/// The end of a message about an unknown name: the nearest known one or, when none is near, all accepted ones.
[[nodiscard]] std::string did_you_mean_or_list(const std::string& found, const std::vector<std::string>& suggestions,
                                               const std::vector<std::string>& accepted);

}  // namespace hpg::io
