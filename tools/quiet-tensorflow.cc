// While it is loaded, before it reads TF_CPP_MIN_LOG_LEVEL, TensorFlow prints notices that concern nobody here.
// This is compiled into the binding, which is linked so that its initialisers run first (-z initfirst).
namespace absl {
inline namespace lts_20250814 {  // the Abseil inside TensorFlow 2.21
enum class LogSeverityAtLeast : int { kWarning = 1 };
void SetMinLogLevel(LogSeverityAtLeast);
}  // namespace lts_20250814
}  // namespace absl

__attribute__((constructor)) static void quiet() {
  absl::SetMinLogLevel(absl::LogSeverityAtLeast::kWarning);
}
