// The files given with -o: checked before any work is done, written together after it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// The files that come of one output.
using FilesOf = std::function<std::vector<std::filesystem::path>(const std::filesystem::path& output)>;

/// Throws hpg::InputError for an ending that is not among `accepted` (".csv"), a folder, a name given twice, one of the inputs,
/// or a place that cannot be written. `files_of`: where it is not the file of that name.
void check_outputs(const std::vector<std::string>& outputs, const std::vector<std::string>& accepted,
                   const std::vector<std::string>& inputs, const FilesOf& files_of = {});

/// Writes `text_of` each, by its ending (".csv"), and puts all in place together. A signal until then, or an error, leaves
/// everything as it was. Throws hpg::InputError, hpg::Stopped or std::runtime_error.
void write_outputs(const std::vector<std::string>& outputs, const std::function<std::string(const std::string& ending)>& text_of);

/// What a run that was stopped left beside its first output, `name_of` that; which need not be the first this time. That of the
/// first when there is none.
[[nodiscard]] std::filesystem::path left_beside(const std::vector<std::string>& outputs,
                                                const std::function<std::filesystem::path(const std::filesystem::path&)>& name_of,
                                                const std::function<bool(const std::filesystem::path&)>& is_there);

/// One spelling for each place, whether or not it exists; never throws.
[[nodiscard]] std::filesystem::path plain_path(const std::string& name);
