# Installs the programs, the library with its public headers, the data, templates for clusters, and a CMake package.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS hpgsim EXPORT hpgsimTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS hpgsim_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET hpgsim_mpi)
  install(TARGETS hpgsim_mpi RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY include/hpgsim DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY data examples cluster DESTINATION ${CMAKE_INSTALL_DATADIR}/hpgsim)
install(EXPORT hpgsimTargets NAMESPACE hpgsim:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/hpgsim)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/hpgsimConfigVersion.cmake COMPATIBILITY SameMinorVersion)
configure_package_config_file(cmake/hpgsimConfig.cmake.in ${PROJECT_BINARY_DIR}/hpgsimConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/hpgsim)
install(FILES ${PROJECT_BINARY_DIR}/hpgsimConfig.cmake ${PROJECT_BINARY_DIR}/hpgsimConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/hpgsim)
